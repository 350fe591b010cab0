import { useEffect, useRef } from 'react'
import type { FieldType } from './draft.ts'
import { Entry } from './Entry.tsx'
import type { RulesProps } from './Rules.tsx'
import { typeWords } from './words.ts'

/** What a field is called, and of which type it is; name and type stay once it is made. */
export function Identity({ draft, isNew, problem, onChange }: RulesProps & { isNew: boolean }) {
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => void first.current?.focus(), [])
  const text = { className: 'text-field', type: 'text', autoComplete: 'off' } as const
  return (
    <>
      <div className="field-pair">
        <Entry label="Label" field="label" problem={problem} hint="For people">
          {(input) => (
            <input
              {...input}
              {...text}
              ref={first}
              maxLength={200}
              value={draft.label}
              onChange={(event) => onChange({ label: event.target.value })}
            />
          )}
        </Entry>
        <Entry label="Name" field="name" problem={problem} hint="For programs; it stays">
          {(input) => (
            <input
              {...input}
              {...text}
              spellCheck={false}
              readOnly={!isNew}
              value={draft.name}
              onChange={(event) => onChange({ name: event.target.value })}
            />
          )}
        </Entry>
      </div>
      <div className="field-pair">
        <Entry label="Type" field="schema.type" problem={problem} hint={isNew ? 'It stays' : undefined}>
          {(input) => (
            <select
              {...input}
              className="text-field"
              disabled={!isNew}
              value={draft.type}
              onChange={(event) => onChange({ type: event.target.value as FieldType })}
            >
              {Object.entries(typeWords).map(([type, words]) => (
                <option key={type} value={type}>
                  {words}
                </option>
              ))}
            </select>
          )}
        </Entry>
        <Entry label="Description" field="description" problem={problem}>
          {(input) => (
            <input
              {...input}
              {...text}
              maxLength={500}
              value={draft.description}
              onChange={(event) => onChange({ description: event.target.value })}
            />
          )}
        </Entry>
      </div>
    </>
  )
}
