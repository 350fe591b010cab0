import { type KeyboardEvent, useId, useRef, useState } from 'react'
import type { Refusal } from '../../state/folder-actions.ts'
import './name-field.css'

interface Props {
  label: string
  /** The name as it is; '' for what has none yet. */
  name: string
  /** Gives it the name and takes the field away; answers why not. */
  onSave: (name: string) => Promise<Refusal>
  /** Hears that the name stays as it is. */
  onLeave: () => void
}

const keysOfItsOwn = ['Enter', 'Escape']

/** A name that is edited where it stands: Enter and going elsewhere save it, Escape leaves it as it was. */
export function NameField({ label, name, onSave, onLeave }: Props) {
  const id = useId()
  const { text, setText, refusal, save } = useName(name, onSave, onLeave)
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (!keysOfItsOwn.includes(event.key)) return
    event.preventDefault()
    if (event.key === 'Escape') onLeave()
    else void save()
  }
  return (
    <span className="name-field">
      <input
        className="text-field"
        type="text"
        aria-label={label}
        aria-invalid={refusal !== null}
        aria-describedby={id}
        autoComplete="off"
        spellCheck={false}
        ref={selectStem}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => void save()}
      />
      <span id={id} role="alert" className="name-refusal">
        {refusal}
      </span>
    </span>
  )
}

/** Puts the field into focus, all selected but what follows the last dot. */
function selectStem(field: HTMLInputElement | null): void {
  if (!field || field === document.activeElement) return
  const dot = field.value.lastIndexOf('.')
  field.focus()
  field.setSelectionRange(0, dot > 0 ? dot : field.value.length)
}

function useName(name: string, onSave: Props['onSave'], onLeave: () => void) {
  const [text, setText] = useState(name)
  const [refusal, setRefusal] = useState<Refusal>(null)
  const isSaving = useRef(false)
  const save = async () => {
    const wanted = text.trim()
    if (isSaving.current) return
    if (wanted === name) return onLeave()
    isSaving.current = true
    const why = await onSave(wanted)
    isSaving.current = false
    if (why !== null) setRefusal(why)
  }
  const write = (next: string) => {
    setText(next)
    setRefusal(null)
  }
  return { text, setText: write, refusal, save }
}
