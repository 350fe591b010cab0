import type { CustomValue } from '#shared/custom-fields.ts'
import { problemOfValue } from '#shared/custom-fields.ts'
import { Failure } from '#shared/failure.ts'
import type { FileAttributes } from '#shared/files.ts'
import { createCustomFields, type FieldRow, type StoredValue, storedValues } from './custom-fields.ts'
import type { WritableDatabase } from './database.ts'
import type { RowRecorder } from './row-changes.ts'

const invalid = (field: string, message: string) => new Failure('invalid', message, { field })

/** The columns of a file that attributes write. */
function columnsOf({ description, customCoordinates, isPrivate, isPublished }: FileAttributes) {
  return {
    ...(description !== undefined && { description: description || null }),
    ...(customCoordinates !== undefined && { custom_coordinates: customCoordinates }),
    ...(isPrivate !== undefined && { is_private: Number(isPrivate) }),
    ...(isPublished !== undefined && { is_published: Number(isPublished) }),
  }
}

/** Writes attributes of files within a change: columns, tags, values of custom fields. */
export function createAttributes(writer: WritableDatabase, now: () => number) {
  const fields = createCustomFields(writer)
  const selectTags = writer.prepare<[number], string>('SELECT tag FROM file_tags WHERE file_id = ?').pluck()
  const selectValues = writer
    .prepare<[number, number], StoredValue>('SELECT value FROM file_metadata WHERE file_id = ? AND field_id = ?')
    .pluck()

  /** Writes, and dates the file where that changed something of it. */
  function dated(rows: RowRecorder, file: number, write: () => void): void {
    const before = rows.changes.length
    write()
    if (rows.changes.length > before) rows.patch('files', { id: file, updated_at: now() })
  }

  function setTags(rows: RowRecorder, file: number, tags: readonly string[]): void {
    for (const tag of selectTags.all(file)) if (!tags.includes(tag)) rows.remove('file_tags', { file_id: file, tag })
    for (const tag of tags) rows.put('file_tags', { file_id: file, tag })
  }

  function setValue(rows: RowRecorder, file: number, field: number, wanted: readonly StoredValue[]): void {
    const row = { file_id: file, field_id: field }
    for (const value of selectValues.all(file, field))
      if (!wanted.includes(value)) rows.remove('file_metadata', { ...row, value })
    for (const value of wanted) rows.put('file_metadata', { ...row, value })
  }

  function expectValue({ name, schema }: FieldRow, value: CustomValue | null): void {
    const empty = schema.isValueRequired ? 'has to have a value' : undefined
    const problem = value === null ? empty : problemOfValue(schema, value)
    if (problem) throw invalid(`customMetadata.${name}`, `The custom field “${name}” ${problem}.`)
  }

  /** The fields that are named, checked, with what each is to hold; what is required and missing gets its default. */
  function wishedValues(values: Record<string, CustomValue | null>) {
    const known = fields.rows()
    const named = Object.entries(values).map(([name, value]) => {
      const field = known.find((one) => one.name === name)
      if (!field) throw invalid(`customMetadata.${name}`, `There is no custom field “${name}”: make it first.`)
      expectValue(field, value)
      return { field, stored: value === null ? [] : storedValues(value) }
    })
    const missing = known.filter(({ name, schema }) => schema.isValueRequired && !Object.hasOwn(values, name))
    return { named, missing }
  }

  function prepareValues(values: Record<string, CustomValue | null> | undefined) {
    if (!values) return () => {}
    const { named, missing } = wishedValues(values)
    return (rows: RowRecorder, file: number) => {
      for (const { field, stored } of named) setValue(rows, file, field.rowId, stored)
      for (const { rowId, schema } of missing)
        if (selectValues.all(file, rowId).length === 0)
          setValue(rows, file, rowId, storedValues(schema.defaultValue ?? ''))
    }
  }

  function clearValues(rows: RowRecorder, file: number): void {
    for (const { rowId } of fields.rows()) setValue(rows, file, rowId, [])
  }

  return {
    /** Checks attributes, and answers what writes them to a file (row id). Fails with `invalid`. */
    prepare(attributes: FileAttributes) {
      const setValues = prepareValues(attributes.customMetadata)
      const columns = columnsOf(attributes)
      return (rows: RowRecorder, file: number): void =>
        dated(rows, file, () => {
          rows.patch('files', { id: file, ...columns })
          if (attributes.tags !== undefined) setTags(rows, file, attributes.tags ?? [])
          setValues(rows, file)
        })
    },
    /** Adds tags to a file (row id) and takes others off. */
    tag: (rows: RowRecorder, file: number, add: readonly string[], remove: readonly string[]): void =>
      dated(rows, file, () => {
        for (const tag of remove) rows.remove('file_tags', { file_id: file, tag })
        for (const tag of add) rows.put('file_tags', { file_id: file, tag })
      }),
    /** Gives a new file (row id) what another has. */
    copy(rows: RowRecorder, from: number, to: number): void {
      setTags(rows, to, selectTags.all(from))
      for (const { rowId } of fields.rows()) setValue(rows, to, rowId, selectValues.all(from, rowId))
    },
    clearValues,
    /** Takes off all tags and values, of a file that goes. */
    clear(rows: RowRecorder, file: number): void {
      setTags(rows, file, [])
      clearValues(rows, file)
    },
  }
}

export type Attributes = ReturnType<typeof createAttributes>
