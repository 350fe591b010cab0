import { type FormEvent, type RefObject, useId, useRef, useState } from 'react'
import { Button, IconButton } from '../Button.tsx'
import { CloseIcon } from '../icons.tsx'
import './delivery.css'

interface Props {
  entries: readonly string[]
  /** The name of the field for another one. */
  label: string
  /** What may be typed into it. */
  example: string
  /** Allows what was typed; resolves to what is wrong with it, in words. */
  onAllow: (text: string) => Promise<string | null>
  onForbid: (entry: string) => void
}

/** What is allowed, each to be taken off, and a field to allow another. */
export function AllowList({ entries, label, example, onAllow, onForbid }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const forbid = (entry: string) => {
    onForbid(entry)
    field.current?.focus()
  }
  return (
    <>
      <ul className="delivery-list">
        {entries.map((entry) => (
          <li key={entry}>
            <span title={entry}>{entry}</span>
            <IconButton label={`No longer allow ${entry}`} onClick={() => forbid(entry)}>
              <CloseIcon />
            </IconButton>
          </li>
        ))}
      </ul>
      <NewEntry field={field} label={label} example={example} onAllow={onAllow} />
    </>
  )
}

interface NewEntryProps extends Pick<Props, 'label' | 'example' | 'onAllow'> {
  field: RefObject<HTMLInputElement | null>
}

function NewEntry({ field, label, example, onAllow }: NewEntryProps) {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const id = useId()
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const wrong = await onAllow(text.trim())
    setProblem(wrong)
    // What was typed meanwhile stays.
    if (wrong === null) setText((now) => (now === text ? '' : now))
  }
  return (
    <form className="delivery-new" onSubmit={(event) => void add(event)}>
      <input
        ref={field}
        className="text-field"
        type="text"
        inputMode="url"
        aria-label={label}
        placeholder={example}
        autoComplete="off"
        spellCheck={false}
        value={text}
        aria-invalid={problem !== null}
        aria-describedby={id}
        onChange={(event) => {
          setText(event.target.value)
          setProblem(null)
        }}
      />
      <Button onClick={(event) => event.currentTarget.form?.requestSubmit()}>Allow</Button>
      <p id={id} role="alert" className="delivery-problem">
        {problem}
      </p>
    </form>
  )
}
