import { type RefObject, useLayoutEffect } from 'react'
import { useWindow } from '../state/window.ts'

/** Opens a dialog over the window for as long as it is mounted; the browser keeps the focus inside. */
export function useModal(dialog: RefObject<HTMLDialogElement | null>): void {
  const { view } = useWindow()
  useLayoutEffect(() => {
    const element = dialog.current
    if (element && !element.open) {
      element.showModal()
      element.focus()
    }
    const { dialog: below } = view.getState()
    view.setState({ dialog: element })
    return () =>
      view.setState(({ dialog: top }) => (top === element ? { dialog: below?.isConnected ? below : null } : {}))
  }, [dialog, view])
}
