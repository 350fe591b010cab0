import { expect, test } from 'vitest'
import type { FieldSchema } from '#shared/custom-fields.ts'
import { draftOf, nameFrom, schemaOf } from '../../renderer/features/settings/fields/draft.ts'
import { problemWords, schemaWords } from '../../renderer/features/settings/fields/words.ts'
import { createCustomFields } from '../../renderer/state/custom-fields.ts'
import { openLibrary } from '../helpers/library.ts'

const schemas: FieldSchema[] = [
  { type: 'Text', minLength: 2, maxLength: 20, defaultValue: 'none' },
  { type: 'Textarea', isValueRequired: true, defaultValue: 'first line\nsecond' },
  { type: 'Number', minValue: -1.5, maxValue: 5, defaultValue: 0 },
  { type: 'Date', minValue: '2020-01-31', maxValue: '2026-01-31T10:00:00Z' },
  { type: 'Boolean', defaultValue: false },
  { type: 'SingleSelect', selectOptions: ['a', 1, 2], defaultValue: 1 },
  { type: 'MultiSelect', selectOptions: ['a', 'b', 3], defaultValue: ['b', 3] },
]

async function open() {
  const { client } = await openLibrary()
  const told: { text: string; journal?: number | null }[] = []
  const actions = {
    attempt: (work: () => Promise<void>) => work(),
    tell: (text: string, { journal = null }: { journal?: number | null } = {}) => void told.push({ text, journal }),
  }
  return { client, told, fields: createCustomFields({ client, actions }) }
}

test('a field of each type is written as it was read', () => {
  for (const schema of schemas) {
    const field = { id: '1', name: 'x', label: 'X', description: null, schema }
    expect(schemaOf(draftOf(field), schema.selectOptions)).toEqual(schema)
  }
})

test('the rules of each type are told on one line', () => {
  expect(schemas.map(schemaWords)).toEqual([
    'Text · 2 to 20 characters · default none',
    'Long text · required · default first line\nsecond',
    'Number · -1.5 to 5 · default 0',
    'Date · 2020-01-31 to 2026-01-31T10:00:00Z',
    'Yes or no · default no',
    'One of a list · a, 1, 2 · default 1',
    'Some of a list · a, b, 3 · default b, 3',
  ])
})

test('a label for people becomes a name for programs', () => {
  expect(['Shot by', '  Größe (cm) ', '—'].map(nameFrom)).toEqual(['shot_by', 'größe_cm', ''])
})

test('every field that can be written is made, and what is wrong is said of its input', async () => {
  const { fields, told } = await open()
  const { create } = fields.getState()
  for (const [place, schema] of schemas.entries())
    expect(await create({ name: `field_${place}`, label: `Field ${place}`, schema })).toBeNull()
  expect(fields.getState().fields?.map(({ schema }) => schema)).toEqual(schemas)
  expect(told).toHaveLength(schemas.length)
  const taken = await create({ name: 'field_0', label: 'Other', schema: { type: 'Text' } })
  expect(taken).toMatchObject({ code: 'conflict', field: 'name' })
  const turned = await create({ name: 'n', label: 'N', schema: { type: 'Number', minValue: 2, maxValue: 1 } })
  expect(turned && problemWords(turned)).toBe('This is larger than “At most”.')
})

test('a count that is none is told before the library is asked', () => {
  const draft = { ...draftOf(), label: 'X', name: 'x', maxLength: 'many' }
  expect(() => schemaOf(draft)).toThrow(expect.objectContaining({ field: 'schema.maxLength' }))
})

test('a deleted field comes back with its way back', async () => {
  const { client, fields, told } = await open()
  await fields.getState().create({ name: 'mood', label: 'Mood', schema: { type: 'Text' } })
  const [field] = fields.getState().fields ?? []
  if (field) await fields.getState().remove(field)
  expect(fields.getState().fields).toEqual([])
  await client.history.undo({ id: told.at(-1)?.journal ?? -1 })
  fields.getState().hear({ type: 'history.changed', revision: 0 })
  await expect.poll(() => fields.getState().fields?.map(({ label }) => label)).toEqual(['Mood'])
})
