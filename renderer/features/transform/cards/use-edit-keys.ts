import { useEffect } from 'react'
import { useWindow } from '../../../state/window.ts'

const isTextField = (target: Element) =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'text')

/** Whether a key there is for the transformation: anywhere in its room, but for fields that are no part of its text. */
function isOurs(target: EventTarget | null): boolean {
  if (!(target instanceof Element) || document.querySelector('dialog:modal')) return false
  if (target.closest('.step-cards, .url-field')) return true
  return target === document.body || (target.closest('.transform') !== null && !isTextField(target))
}

/** Ctrl+Z and Ctrl+Shift+Z take edits of the transformation back and do them again while the keyboard is in its room. */
export function useEditKeys(): void {
  const { transformer } = useWindow()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase()
      const isUndo = key === 'z' && !event.shiftKey
      const isRedo = key === 'y' || (key === 'z' && event.shiftKey)
      const isMeant = (event.ctrlKey || event.metaKey) && !event.altKey && (isUndo || isRedo)
      if (!isMeant || event.defaultPrevented || !isOurs(event.target)) return
      event.preventDefault()
      const { undo, redo } = transformer.getState()
      if (isUndo) undo()
      else redo()
    }
    // Captured, so that the window’s own shortcuts find taken what is taken here.
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [transformer])
}
