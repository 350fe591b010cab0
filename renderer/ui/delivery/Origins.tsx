import { type FormEvent, useId, useState } from 'react'
import { withoutOrigin } from '../../state/transformations.ts'
import { useTransformations, useWindow } from '../../state/window.ts'
import { Button, IconButton } from '../Button.tsx'
import { CloseIcon } from '../icons.tsx'
import { readOrigin } from './origins.ts'

const none: readonly string[] = []

/** The origins of pages that may show pictures of this library. */
export function Origins() {
  const { transformations } = useWindow()
  const origins = useTransformations((state) => state.settings?.origins) ?? none
  const remove = (origin: string) =>
    void transformations.getState().change(`${origin} may no longer show pictures`, withoutOrigin(origin))
  return (
    <section aria-labelledby="origins-title">
      <h3 id="origins-title">Pages that may show pictures</h3>
      {origins.length === 0 && <p className="hint">Only this window and signed URLs. Add your development server.</p>}
      <ul className="delivery-list">
        {origins.map((origin) => (
          <li key={origin}>
            <span title={origin}>{origin}</span>
            <IconButton label={`No longer allow ${origin}`} onClick={() => remove(origin)}>
              <CloseIcon />
            </IconButton>
          </li>
        ))}
      </ul>
      <NewOrigin origins={origins} />
    </section>
  )
}

function NewOrigin({ origins }: { origins: readonly string[] }) {
  const { transformations } = useWindow()
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const id = useId()
  const add = (event: FormEvent) => {
    event.preventDefault()
    const read = readOrigin(text.trim(), origins)
    setProblem(read.problem ?? null)
    if (read.problem !== undefined) return
    setText('')
    void transformations.getState().allow(read.origin)
  }
  return (
    <form className="delivery-new" onSubmit={add}>
      <input
        className="text-field"
        type="text"
        inputMode="url"
        aria-label="Origin to allow"
        placeholder="http://localhost:3000"
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
