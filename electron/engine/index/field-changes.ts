import { type CustomField, expectSchema, type FieldSchema } from '#shared/custom-fields.ts'
import { Failure } from '#shared/failure.ts'
import type { Changes, Wish } from './changes.ts'
import { createCustomFields, type FieldRow, type StoredValue } from './custom-fields.ts'
import type { WritableDatabase } from './database.ts'
import type { Places } from './places.ts'
import type { RowRecorder } from './row-changes.ts'

export interface FieldChangeParts {
  changes: Changes
  places: Places
  now: () => number
}

/** What a field is to become; its type stays as it is. */
export interface FieldWish {
  label?: string | undefined
  /** '' takes it off. */
  description?: string | undefined
  schema?: Partial<FieldSchema> | undefined
}

/** Undoable changes of the fields that files may have values of. */
export function createFieldChanges(writer: WritableDatabase, { changes, places, now }: FieldChangeParts) {
  const fields = createCustomFields(writer)
  const nextId = writer.prepare<[], number>('SELECT coalesce(max(id), 0) + 1 FROM custom_fields').pluck()
  const selectValues = writer.prepare<[number], { file_id: number; field_id: number; value: StoredValue }>(
    'SELECT * FROM file_metadata WHERE field_id = ?',
  )

  const make = (actor: string, prepare: () => { label: string; rows: Wish['rows'] & {} }) =>
    changes.perform(() => {
      const { label, rows } = prepare()
      return { actor, rows, label: () => label }
    })

  function fieldWith(id: string): FieldRow {
    const field = fields.rows().find((one) => one.id === id)
    if (field) return field
    throw new Failure('notFound', `There is no custom field ${id}.`, { field: 'id' })
  }

  function expectUnique(key: 'name' | 'label', value: string, self?: string): void {
    if (!fields.rows().some((one) => one[key] === value && one.id !== self)) return
    throw new Failure('conflict', `There is a custom field “${value}” already: choose another ${key}.`, { field: key })
  }

  return {
    create: (id: string, { name, label, description, schema }: Omit<CustomField, 'id'>, actor: string) =>
      make(actor, () => {
        expectSchema(schema)
        expectUnique('name', name)
        expectUnique('label', label)
        const row = { id: nextId.get() ?? 1, public_id: id, name, label, description, schema: JSON.stringify(schema) }
        return {
          label: `Made the custom field “${label}”`,
          rows: (rows) => rows.put('custom_fields', { ...row, created_at: now() }),
        }
      }),
    update: (id: string, wish: FieldWish, actor: string) =>
      make(actor, () => {
        const field = fieldWith(id)
        const { label = field.label, description = field.description } = wish
        const schema: FieldSchema = { ...(wish.schema ?? field.schema), type: field.schema.type }
        expectSchema(schema)
        expectUnique('label', label, id)
        const rows = (recorder: RowRecorder) =>
          recorder.patch('custom_fields', {
            ...{ id: field.rowId, label, description: description || null },
            schema: JSON.stringify(schema),
          })
        return { label: `Changed the custom field “${label}”`, rows }
      }),
    /** Takes out a field with its values, of all files. */
    remove: (id: string, actor: string) =>
      make(actor, () => {
        const { rowId, label } = fieldWith(id)
        const rows = (recorder: RowRecorder) => {
          for (const value of selectValues.all(rowId)) recorder.remove('file_metadata', value)
          recorder.remove('custom_fields', { id: rowId })
        }
        return { label: `Removed the custom field “${label}”`, rows }
      }),
    newId: places.newId,
  }
}

export type FieldChanges = ReturnType<typeof createFieldChanges>
