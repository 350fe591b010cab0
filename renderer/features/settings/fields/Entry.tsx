import { type ReactNode, useId } from 'react'
import type { Failure } from '#shared/failure.ts'
import { problemWords } from './words.ts'

/** What an input needs to be named and to have its problem told. */
export interface InputProps {
  id: string
  name: string
  'aria-invalid': boolean
  'aria-describedby': string
}

interface Props {
  label: string
  /** The name by which a problem points here, such as `schema.minValue`. */
  field: string
  problem: Failure | null
  hint?: string | undefined
  children: (input: InputProps) => ReactNode
}

/** One input with its label above, and below it a hint or what is wrong with it. */
export function Entry({ label, field, problem, hint, children }: Props) {
  const id = useId()
  const isWrong = problem !== null && isAbout(problem, field)
  return (
    <div className="field-entry">
      <label htmlFor={id}>{label}</label>
      {children({ id, name: field, 'aria-invalid': isWrong, 'aria-describedby': `${id}-words` })}
      <p id={`${id}-words`} className={isWrong ? 'field-problem' : 'hint'} role={isWrong ? 'alert' : undefined}>
        {isWrong ? problemWords(problem) : hint}
      </p>
    </div>
  )
}

/** A place within an input, such as `schema.selectOptions.2`, is its own. */
export const isAbout = ({ field }: Failure, name: string): boolean =>
  field !== undefined && (field === name || field.startsWith(`${name}.`))
