import type { CustomField, CustomValue, FieldSchema } from '#shared/custom-fields.ts'
import type { ReadableDatabase } from './database.ts'

/** A field with its row id. */
export interface FieldRow extends CustomField {
  rowId: number
}

/** A value as a row has it: numbers, texts, and 1 and 0 for true and false. */
export type StoredValue = string | number

/** The rows of a value. */
export const storedValues = (value: CustomValue): StoredValue[] =>
  (Array.isArray(value) ? value : [value]).map((one) => (typeof one === 'boolean' ? Number(one) : one))

function restoredValue({ type, selectOptions = [] }: FieldSchema, stored: StoredValue): string | number | boolean {
  if (type === 'Boolean') return stored === 1
  const option = selectOptions.find((one) => typeof one === 'boolean' && Number(one) === stored)
  return option ?? stored
}

/** The value that rows make up. */
export const readValue = (schema: FieldSchema, stored: readonly StoredValue[]): CustomValue => {
  const values = stored.map((one) => restoredValue(schema, one))
  return schema.type === 'MultiSelect' ? values : (values[0] ?? '')
}

/** Reads the fields that files may have values of. */
export function createCustomFields(reader: ReadableDatabase) {
  const all = reader.prepare<[], Omit<FieldRow, 'schema'> & { schema: string }>(
    'SELECT id AS rowId, lower(hex(public_id)) AS id, name, label, description, schema FROM custom_fields ORDER BY custom_fields.id',
  )
  return {
    /** The oldest first. */
    rows: (): FieldRow[] => all.all().map((row) => ({ ...row, schema: JSON.parse(row.schema) as FieldSchema })),
  }
}

export type CustomFields = ReturnType<typeof createCustomFields>
