import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { CustomField } from '#shared/custom-fields.ts'
import { Failure } from '#shared/failure.ts'
import { useWindow } from '../../../state/window.ts'
import { Button } from '../../../ui/Button.tsx'
import { type Draft, draftOf, nameFrom, schemaOf } from './draft.ts'
import { isAbout } from './Entry.tsx'
import { Identity } from './Identity.tsx'
import { Rules } from './Rules.tsx'

interface Props {
  /** The field to change; a new one is made where there is none. */
  field?: CustomField
  onDone: () => void
}

/** Writes a custom field, new or changed; what is wrong stands at its input. */
export function FieldForm({ field, onDone }: Props) {
  const [draft, setDraft] = useState(() => draftOf(field))
  const { form, problem, setProblem } = useProblem()
  const { isSaving, save } = useSaving(field)
  const change = (part: Partial<Draft>) => {
    setProblem(null)
    setDraft((before) => ({ ...before, ...followed(before, part, field !== undefined) }))
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isSaving) return
    const wrong = await save(draft)
    if (wrong) setProblem(wrong)
    else onDone()
  }
  return (
    <form ref={form} className="field-form" aria-label={field ? `Edit ${field.label}` : 'New field'} onSubmit={submit}>
      <Identity draft={draft} isNew={!field} problem={problem} onChange={change} />
      <Rules draft={draft} problem={problem} onChange={change} />
      <Foot verb={field ? 'Save' : 'Make the field'} problem={problem} onCancel={onDone} />
    </form>
  )
}

function Foot({ verb, problem, onCancel }: { verb: string; problem: Failure | null; onCancel: () => void }) {
  const isElsewhere = problem !== null && !inputs.some((name) => isAbout(problem, name))
  return (
    <>
      {isElsewhere && (
        <p className="field-problem" role="alert">
          {problem.message}
        </p>
      )}
      <div className="field-buttons">
        <Button onClick={onCancel}>Cancel</Button>
        <Button look="main" onClick={(event) => event.currentTarget.form?.requestSubmit()}>
          {verb}
        </Button>
        {/* Without such a button Enter does nothing in a form of several inputs. */}
        <input type="submit" hidden />
      </div>
    </>
  )
}

const rules = ['minValue', 'maxValue', 'minLength', 'maxLength', 'selectOptions', 'defaultValue']
const inputs = ['label', 'name', 'description', ...rules.map((rule) => `schema.${rule}`)]

/** What is wrong, and the form whose input of that name gets the focus. */
function useProblem() {
  const form = useRef<HTMLFormElement>(null)
  const [problem, setProblem] = useState<Failure | null>(null)
  useEffect(() => void form.current?.scrollIntoView({ block: 'nearest' }), [])
  useEffect(() => {
    if (!problem) return
    const input = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    input?.focus()
    input?.parentElement?.scrollIntoView({ block: 'nearest' })
  }, [problem])
  return { form, problem, setProblem }
}

/** The name of a new field follows its label until it is written; another type begins with other rules. */
function followed(before: Draft, part: Partial<Draft>, isThere: boolean): Partial<Draft> {
  if (part.type !== undefined) {
    const { label, name, description, isValueRequired } = before
    return { ...draftOf(), label, name, description, isValueRequired, ...part }
  }
  const isFollowing = !isThere && part.label !== undefined && before.name === nameFrom(before.label)
  return isFollowing ? { ...part, name: nameFrom(part.label ?? '') } : part
}

function useSaving(field: CustomField | undefined) {
  const { customFields } = useWindow()
  const [isSaving, setSaving] = useState(false)
  const attempt = async (draft: Draft): Promise<Failure | null> => {
    const { name, label, description } = draft
    const schema = schemaOf(draft, field?.schema.selectOptions)
    const { create, update } = customFields.getState()
    const wish = { label, description, schema }
    return field ? update({ id: field.id, ...wish }, label) : create({ name, ...wish })
  }
  /** Resolves to what is wrong; null where the field is saved. */
  const save = async (draft: Draft): Promise<Failure | null> => {
    setSaving(true)
    try {
      return await attempt(draft)
    } catch (error) {
      if (error instanceof Failure) return error
      throw error
    } finally {
      setSaving(false)
    }
  }
  return { isSaving, save }
}
