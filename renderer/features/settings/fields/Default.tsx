import type { ChangeEvent } from 'react'
import { linesOf } from './draft.ts'
import { Entry, type InputProps } from './Entry.tsx'
import type { RulesProps } from './Rules.tsx'
import { ruleWords } from './words.ts'

/** The value that a field has where none is given, written as its type wants it. */
export function Default({ draft, problem, onChange }: RulesProps) {
  const { type } = draft
  const hint = { Date: 'As 2026-01-31', MultiSelect: 'One value on each line' }[type as string]
  return (
    <Entry label={ruleWords.defaultValue} field="schema.defaultValue" problem={problem} hint={hint}>
      {(input) => <Control draft={draft} input={input} onText={(defaultValue) => onChange({ defaultValue })} />}
    </Entry>
  )
}

interface ControlProps extends Pick<RulesProps, 'draft'> {
  input: InputProps
  onText: (text: string) => void
}

function Control({ draft: { type, defaultValue, selectOptions }, input, onText }: ControlProps) {
  const onChange = (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) =>
    onText(event.target.value)
  const common = { ...input, className: 'text-field', value: defaultValue, onChange }
  if (type === 'Textarea' || type === 'MultiSelect') return <textarea {...common} rows={3} />
  if (type === 'Text' || type === 'Number' || type === 'Date')
    return <input {...common} type="text" autoComplete="off" inputMode={type === 'Number' ? 'decimal' : 'text'} />
  const choices = type === 'Boolean' ? ['true', 'false'] : [...new Set([...linesOf(selectOptions), defaultValue])]
  return (
    <select {...common}>
      <option value="">None</option>
      {choices.filter(Boolean).map((choice) => (
        <option key={choice} value={choice}>
          {type === 'Boolean' ? { true: 'Yes', false: 'No' }[choice] : choice}
        </option>
      ))}
    </select>
  )
}
