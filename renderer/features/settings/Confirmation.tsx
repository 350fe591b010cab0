import { type ReactNode, useId, useRef } from 'react'
import { useModal } from '../../hooks/use-modal.ts'
import { Button } from '../../ui/Button.tsx'

interface Props {
  title: string
  /** The word of the button that does it. */
  verb: string
  /** What will happen. */
  children: ReactNode
  onConfirm: () => void
  onClose: () => void
}

/** Asks before something is done, over the window; Escape leaves everything as it is. */
export function Confirmation({ title, verb, children, onConfirm, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useModal(dialog)
  const confirm = () => {
    onConfirm()
    dialog.current?.close()
  }
  return (
    <dialog ref={dialog} className="confirmation" tabIndex={-1} aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      {children}
      <div className="confirmation-buttons">
        <Button onClick={() => dialog.current?.close()}>Cancel</Button>
        <Button look="danger" onClick={confirm}>
          {verb}
        </Button>
      </div>
    </dialog>
  )
}
