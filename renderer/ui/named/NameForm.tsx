import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { Button } from '../Button.tsx'
import { nameProblem } from './names.ts'
import './name-form.css'

interface Props {
  label: string
  /** The word of the button. */
  verb: string
  name?: string
  /** Names that have to be asked about before they are replaced. */
  taken: readonly string[]
  /** Why this name cannot be, beside its letters; null where it can. */
  refuse?: (name: string) => string | null
  onName: (name: string) => void
}

/** Asks for the name of a transformation; one that is taken is replaced when that is wished. */
export function NameForm({ label, verb, name: initial = '', taken, refuse = () => null, onName }: Props) {
  const [name, setName] = useState(initial)
  const [problem, setProblem] = useState<string | null>(null)
  const [clash, setClash] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  const change = (next: string) => {
    setName(next)
    setProblem(null)
    setClash(null)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const wished = name.trim()
    const wrong = nameProblem(wished) ?? refuse(wished)
    setProblem(wrong)
    if (wrong) return field.current?.focus()
    if (wished !== initial && taken.includes(wished) && clash !== wished) return setClash(wished)
    onName(wished)
  }
  const words = problem ?? (clash && `“${clash}” is there already. Replace it?`)
  return (
    <form className="name-form" onSubmit={submit}>
      <label htmlFor={id}>{label}</label>
      <div className="name-row">
        <input
          className="text-field"
          ref={field}
          id={id}
          type="text"
          value={name}
          placeholder="hero-image"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-words`}
          onChange={(event) => change(event.target.value)}
        />
        <Button look="main" onClick={(event) => event.currentTarget.form?.requestSubmit()}>
          {clash ? 'Replace' : verb}
        </Button>
      </div>
      <p id={`${id}-words`} role="alert" className={problem ? 'name-words is-problem' : 'name-words'}>
        {words}
      </p>
    </form>
  )
}
