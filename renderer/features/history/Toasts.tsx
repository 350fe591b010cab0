import { useEffect, useState } from 'react'
import { useView, useWindow } from '../../state/window.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { CloseIcon, WarningIcon } from '../../ui/icons.tsx'
import './history.css'

const shownMilliseconds = 10_000

/** The newest message, for ten seconds or as long as the pointer or the focus rests on it. */
export function Toasts() {
  const { view, actions } = useWindow()
  const toast = useView((state) => state.toast)
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (!toast || isHeld) return
    const timer = setTimeout(() => view.setState({ toast: null }), shownMilliseconds)
    return () => clearTimeout(timer)
  }, [toast, isHeld, view])
  if (!toast) return null
  const close = () => {
    setHeld(false)
    view.setState({ toast: null })
  }
  const { journal } = toast
  const undo = () => {
    close()
    if (journal !== null) void actions.undo(journal)
  }
  const hold = { onPointerEnter: () => setHeld(true), onPointerLeave: () => setHeld(false) }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it is only held, not operated
    <div
      key={toast.id}
      className={`toast toast-${toast.tone}`}
      {...hold}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {toast.tone === 'problem' && <WarningIcon />}
      <span>{toast.text}</span>
      {journal !== null && (
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
