import type { Failure } from '#shared/failure.ts'
import { Default } from './Default.tsx'
import { type Draft, hasOptions } from './draft.ts'
import { Entry } from './Entry.tsx'
import { ruleWords } from './words.ts'

export interface RulesProps {
  draft: Draft
  problem: Failure | null
  onChange: (part: Partial<Draft>) => void
}

/** The rules that a field of the draft’s type may have. */
export function Rules(props: RulesProps) {
  const { draft, onChange } = props
  const { type } = draft
  return (
    <>
      {(type === 'Text' || type === 'Textarea') && <Range {...props} low="minLength" high="maxLength" />}
      {type === 'Number' && <Range {...props} low="minValue" high="maxValue" />}
      {type === 'Date' && <Range {...props} low="minValue" high="maxValue" hint="As 2026-01-31" />}
      {hasOptions(type) && <Options {...props} />}
      <Default {...props} />
      <label className="field-required">
        <input
          type="checkbox"
          checked={draft.isValueRequired}
          onChange={(event) => onChange({ isValueRequired: event.target.checked })}
        />
        A value is required
      </label>
    </>
  )
}

type Bound = 'minValue' | 'maxValue' | 'minLength' | 'maxLength'

function Range({ low, high, ...props }: RulesProps & { low: Bound; high: Bound; hint?: string }) {
  return (
    <div className="field-pair">
      <BoundEntry {...props} rule={low} />
      <BoundEntry {...props} rule={high} />
    </div>
  )
}

function BoundEntry({ rule, draft, problem, hint, onChange }: RulesProps & { rule: Bound; hint?: string }) {
  return (
    <Entry label={ruleWords[rule]} field={`schema.${rule}`} problem={problem} hint={hint}>
      {(input) => (
        <input
          {...input}
          className="text-field"
          type="text"
          inputMode={draft.type === 'Date' ? 'text' : 'decimal'}
          maxLength={40}
          autoComplete="off"
          value={draft[rule]}
          onChange={(event) => onChange({ [rule]: event.target.value })}
        />
      )}
    </Entry>
  )
}

function Options({ draft, problem, onChange }: RulesProps) {
  return (
    <Entry label={ruleWords.selectOptions} field="schema.selectOptions" problem={problem} hint="One value on each line">
      {(input) => (
        <textarea
          {...input}
          className="text-field"
          rows={4}
          spellCheck={false}
          value={draft.selectOptions}
          onChange={(event) => onChange({ selectOptions: event.target.value })}
        />
      )}
    </Entry>
  )
}
