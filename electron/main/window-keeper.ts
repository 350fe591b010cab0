import type { BrowserWindow } from 'electron'
import { openWindow } from './window.ts'

/** Keeps the one window: opens it when there is none, brings it to the front when there is. */
export interface WindowKeeper {
  current(): BrowserWindow | undefined
  show(): BrowserWindow
}

export function createWindowKeeper(): WindowKeeper {
  let window: BrowserWindow | undefined
  const open = () => {
    const opened = openWindow()
    opened.once('closed', () => {
      window = undefined
    })
    return opened
  }
  const toFront = (shown: BrowserWindow) => {
    if (shown.isMinimized()) shown.restore()
    shown.show()
    shown.focus()
    return shown
  }
  return {
    current: () => window,
    show() {
      if (window) return toFront(window)
      window = open()
      return window
    },
  }
}
