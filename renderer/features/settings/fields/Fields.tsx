import { useEffect, useState } from 'react'
import type { CustomField } from '#shared/custom-fields.ts'
import { useCustomFields, useWindow } from '../../../state/window.ts'
import { Button } from '../../../ui/Button.tsx'
import { AddIcon } from '../../../ui/icons.tsx'
import { Confirmation } from '../Confirmation.tsx'
import { Part } from '../Part.tsx'
import { FieldForm } from './FieldForm.tsx'
import { schemaWords } from './words.ts'
import './fields.css'

/** The fields that files may have values of, and the ways to make, change and delete one. */
export function Fields() {
  const { customFields } = useWindow()
  const fields = useCustomFields((state) => state.fields)
  const failure = useCustomFields((state) => state.failure)
  useEffect(() => void customFields.getState().reload(), [customFields])
  return (
    <Part title="Custom fields" hint="Facts of your own that files may have, checked by their rules.">
      {failure && <p className="field-problem">{failure.message}</p>}
      {fields?.length === 0 && <p className="hint">None yet. Programs know them as customMetadata.</p>}
      <ul className="settings-rows">
        {fields?.map((field) => (
          <Field key={field.id} field={field} />
        ))}
      </ul>
      <NewField />
    </Part>
  )
}

function NewField() {
  const [isOpen, setOpen] = useState(false)
  if (isOpen) return <FieldForm onDone={() => setOpen(false)} />
  return (
    <Button className="field-new" icon={<AddIcon />} onClick={() => setOpen(true)}>
      New field…
    </Button>
  )
}

function Field({ field }: { field: CustomField }) {
  const { customFields } = useWindow()
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null)
  const { label, name, description, schema } = field
  const close = () => setOpen(null)
  return (
    <li>
      <div className="settings-row">
        <div className="settings-row-words">
          <strong title={description ?? undefined}>{label}</strong>
          <small>
            <code>{name}</code> {schemaWords(schema)}
          </small>
        </div>
        <Button
          look="quiet"
          aria-label={`Edit ${label}`}
          aria-expanded={open === 'edit'}
          onClick={() => setOpen(open === 'edit' ? null : 'edit')}
        >
          Edit…
        </Button>
        <Button look="quiet" aria-label={`Delete ${label}`} onClick={() => setOpen('delete')}>
          Delete…
        </Button>
      </div>
      {open === 'edit' && <FieldForm field={field} onDone={close} />}
      {open === 'delete' && (
        <Confirmation
          title={`Delete the field “${label}”?`}
          verb="Delete the field"
          onConfirm={() => void customFields.getState().remove(field)}
          onClose={close}
        >
          <p>Every file loses its value of “{label}”. Undo brings the field and the values back.</p>
        </Confirmation>
      )}
    </li>
  )
}
