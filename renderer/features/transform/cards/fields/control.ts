import { useState } from 'react'
import type { Parameter } from '#shared/imagekit/grammar.ts'

/** What every control of a parameter is given. */
export interface ControlProps {
  parameter: Parameter
  /** The parameter’s name in words. */
  name: string
  /** What ties the control to its label, help and problems. */
  tied: TiedAttributes
  write(parameter: Parameter): void
  /** The control was left: what is typed next is another edit. */
  onLeave(): void
}

export interface TiedAttributes {
  id: string
  'aria-describedby': string
  'aria-invalid': boolean
  'aria-errormessage': string | undefined
}

/**
 * The text of a field while it is typed in: it stays as it was typed for as long as the parameter is what was written
 * last, so that nothing moves the caret; what is changed elsewhere shows at once.
 */
export function useTyped(parameter: Parameter, shown: string) {
  const keyOf = ({ code, value }: Parameter) => `${code}-${value}`
  const written = keyOf(parameter)
  const [draft, setDraft] = useState({ written, text: shown })
  return {
    text: draft.written === written ? draft.text : shown,
    type: (text: string, next: Parameter) => setDraft({ written: keyOf(next), text }),
    settle: () => setDraft({ written, text: shown }),
  }
}
