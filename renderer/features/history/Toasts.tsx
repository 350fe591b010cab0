import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import type { Toast as Message } from '../../state/view.ts'
import { useView, useWindow } from '../../state/window.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { CloseIcon, WarningIcon } from '../../ui/icons.tsx'
import './history.css'

const shownMilliseconds = 10_000

/** The newest message, within the dialog where one is open: outside of it nothing could be pressed. */
export function Toasts() {
  const toast = useView((state) => state.toast)
  const dialog = useView((state) => state.dialog)
  if (!toast) return null
  const message = <Toast key={toast.id} toast={toast} />
  return dialog ? createPortal(message, dialog) : message
}

/** A message for ten seconds, or as long as the pointer or the focus rests on it. */
function Toast({ toast: { text, tone, journal } }: { toast: Message }) {
  const { view, actions } = useWindow()
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(() => view.setState({ toast: null }), shownMilliseconds)
    return () => clearTimeout(timer)
  }, [isHeld, view])
  const close = () => {
    view.getState().dialog?.focus()
    view.setState({ toast: null })
  }
  const undo = () => {
    close()
    void actions.undo(journal)
  }
  const hold = { onPointerEnter: () => setHeld(true), onPointerLeave: () => setHeld(false) }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it is only held, not operated
    <div className={`toast toast-${tone}`} {...hold} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      {tone === 'problem' && <WarningIcon />}
      <span>{text}</span>
      {journal.length > 0 && (
        <Button look="quiet" onClick={undo}>
          Undo
        </Button>
      )}
      <IconButton label="Close the message" onClick={close}>
        <CloseIcon />
      </IconButton>
    </div>
  )
}
