import { type RefObject, useLayoutEffect } from 'react'

/** Opens a dialog over the window for as long as it is mounted; the browser keeps the focus inside. */
export function useModal(dialog: RefObject<HTMLDialogElement | null>): void {
  useLayoutEffect(() => {
    const element = dialog.current
    if (!element || element.open) return
    element.showModal()
    element.focus()
  }, [dialog])
}
