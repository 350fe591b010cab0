import { useEffect, useRef, useState } from 'react'
import type { CustomField } from '#shared/custom-fields.ts'
import { useKeptFocus } from '../../../hooks/use-kept-focus.ts'
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
  const list = useKeptFocus<HTMLUListElement>()
  useEffect(() => void customFields.getState().reload(), [customFields])
  return (
    <Part title="Custom fields" hint="Facts of your own that files may have, checked by their rules.">
      {failure && <p className="field-problem">{failure.message}</p>}
      {fields?.length === 0 && <p className="hint">None yet. Programs know them as customMetadata.</p>}
      <ul ref={list} className="settings-rows">
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
  const opener = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
    opener.current?.focus()
  }
  return (
    <>
      <Button
        ref={opener}
        className="field-new"
        icon={<AddIcon />}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        New field…
      </Button>
      {isOpen && <FieldForm onDone={close} />}
    </>
  )
}

function Field({ field }: { field: CustomField }) {
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null)
  const { label, name, description, schema } = field
  const opener = useRef<HTMLButtonElement>(null)
  const close = () => setOpen(null)
  const leave = () => {
    close()
    opener.current?.focus()
  }
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
          ref={opener}
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
      {open === 'edit' && <FieldForm field={field} onDone={leave} />}
      {open === 'delete' && <Deletion field={field} onClose={close} />}
    </li>
  )
}

function Deletion({ field, onClose }: { field: CustomField; onClose: () => void }) {
  const { customFields } = useWindow()
  const { label } = field
  return (
    <Confirmation
      title={`Delete the field “${label}”?`}
      verb="Delete the field"
      onConfirm={() => void customFields.getState().remove(field)}
      onClose={onClose}
    >
      <p>Every file loses its value of “{label}”. Undo brings the field and the values back.</p>
    </Confirmation>
  )
}
