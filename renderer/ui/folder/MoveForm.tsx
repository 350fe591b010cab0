import { useState } from 'react'
import type { Refusal } from '../../state/folder-actions.ts'
import { Button } from '../Button.tsx'
import { FolderField } from './FolderField.tsx'
import { pathOf } from './use-folder-options.ts'
import './name-field.css'
import './move-form.css'

interface Props {
  label: string
  /** The folder that the field begins with. */
  folder: string
  /** What cannot go into itself, where it is a folder that moves. */
  moved?: string
  /** Moves it into the folder; answers why not. */
  onMove: (folder: string) => Promise<Refusal>
  onLeave: () => void
}

/** Asks for a folder, there or new, and moves something into it. */
export function MoveForm({ label, folder, moved, onMove, onLeave }: Props) {
  const [text, setText] = useState(folder)
  const [refusal, setRefusal] = useState<Refusal>(null)
  const submit = async () => {
    const why = await onMove(pathOf(text))
    if (why === null) onLeave()
    else setRefusal(why)
  }
  const write = (next: string) => {
    setText(next)
    setRefusal(null)
  }
  return (
    <form
      className="move-form"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <FolderField label={label} text={text} moved={moved} refusal={refusal} onText={write} onLeave={onLeave} />
      <div className="move-buttons">
        <Button look="main" onClick={() => void submit()}>
          Move
        </Button>
        <Button onClick={onLeave}>Cancel</Button>
      </div>
    </form>
  )
}
