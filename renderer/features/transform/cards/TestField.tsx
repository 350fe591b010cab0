import { useState } from 'react'
import type { TransformationProblem } from '#shared/transformations.ts'
import { Problems } from './Problems.tsx'

interface Props {
  id: string
  test: string
  problems: readonly TransformationProblem[]
  write(test: string): void
  onLeave(): void
}

const help =
  'A property (w, h, ar of the picture so far; iw, ih, iar of the original), eq, ne, gt, gte, lt or lte, and a value; more are joined by _and_ or _or_.'

/** What a condition tests, as text; it stays what it was while the field is empty. */
export function TestField({ id, test, problems, write, onLeave }: Props) {
  const [draft, setDraft] = useState({ test, text: test })
  const isInvalid = problems.some(({ severity }) => severity === 'error')
  const change = (text: string) => {
    const next = text.trim() || test
    setDraft({ test: next, text })
    write(next)
  }
  const leave = () => {
    setDraft({ test, text: test })
    onLeave()
  }
  return (
    <div className="field">
      <div className="field-head">
        <label htmlFor={id} title={help}>
          If
        </label>
        <code className="field-code">if</code>
      </div>
      <input
        id={id}
        type="text"
        className="text-field"
        autoComplete="off"
        spellCheck={false}
        placeholder="w_gt_600"
        aria-describedby={`${id}-help`}
        aria-invalid={isInvalid}
        aria-errormessage={isInvalid ? `${id}-problems` : undefined}
        value={draft.test === test ? draft.text : test}
        onChange={(event) => change(event.target.value)}
        onBlur={leave}
      />
      <span id={`${id}-help`} className="unseen">
        {help}
      </span>
      <Problems id={`${id}-problems`} problems={problems} />
    </div>
  )
}
