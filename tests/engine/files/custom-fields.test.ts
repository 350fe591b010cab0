import { describe, expect, test } from 'vitest'
import type { FieldSchema } from '#shared/custom-fields.ts'
import { openLibraryOf } from '../../helpers/files.ts'
import { failureOf } from '../../helpers/library.ts'

const price = {
  description: 'What it costs',
  name: 'price',
  label: 'Price',
  schema: { type: 'Number' as const, minValue: 1, maxValue: 9 },
}
const select: FieldSchema = { type: 'MultiSelect', selectOptions: ['red', 3, true] }

async function openWith(...schemas: FieldSchema[]) {
  const opened = await openLibraryOf('a')
  for (const [at, schema] of schemas.entries())
    await opened.client.customFields.create({ name: `f${at}`, label: `Field ${at}`, schema })
  const { id } = await opened.file('/a')
  const set = (customMetadata: Record<string, string | number | boolean | (string | number | boolean)[] | null>) =>
    opened.client.files.update({ files: [id], customMetadata })
  return { ...opened, id, set, values: async () => (await opened.file('/a')).customMetadata }
}

describe('a custom field', () => {
  test('is made, listed, changed and removed with its values, each undoably', async () => {
    const { client, set, values } = await openWith()
    const { id } = await client.customFields.create(price)
    expect(await client.customFields.list({})).toEqual([{ id, ...price }])
    await set({ price: 5 })
    await client.customFields.update({ id, label: 'Cost', description: '', schema: { minValue: 2 } })
    expect(await client.customFields.list({})).toMatchObject([
      { label: 'Cost', description: null, schema: { type: 'Number', minValue: 2 } },
    ])
    await client.customFields.remove({ id })
    expect([await client.customFields.list({}), await values()]).toEqual([[], {}])
    for (let at = 0; at < 2; at++) await client.history.undo({})
    expect([await client.customFields.list({}), await values()]).toEqual([[{ id, ...price }], { price: 5 }])
  })

  test('has a name and a label of its own', async () => {
    const { client } = await openWith()
    await client.customFields.create(price)
    const twice = (field: object) => failureOf(client.customFields.create({ ...price, ...field }))
    expect(await twice({ label: 'Other' })).toMatchObject({ code: 'conflict', field: 'name' })
    expect(await twice({ name: 'other' })).toMatchObject({ code: 'conflict', field: 'label' })
  })

  test.each<[FieldSchema, string]>([
    [{ type: 'Number', minLength: 1 }, 'minLength'],
    [{ type: 'Text', minValue: 1 }, 'minValue'],
    [{ type: 'Number', minValue: 2, maxValue: 1 }, 'minValue'],
    [{ type: 'Date', minValue: 'soon' }, 'minValue'],
    [{ type: 'Text', minLength: 2, maxLength: 1 }, 'minLength'],
    [{ type: 'SingleSelect' }, 'selectOptions'],
    [{ type: 'SingleSelect', selectOptions: [1, true] }, 'selectOptions'],
    [{ type: 'Boolean', isValueRequired: true }, 'defaultValue'],
    [{ type: 'Number', defaultValue: 'many' }, 'defaultValue'],
  ])('refuses the rules %j, naming %s', async (schema, rule) => {
    const { client } = await openWith()
    const failure = await failureOf(client.customFields.create({ ...price, schema }))
    expect(failure).toMatchObject({ code: 'invalid', field: `schema.${rule}` })
  })
})

describe('values of custom fields', () => {
  test('are kept as what they are, and null takes one off', async () => {
    const { set, values } = await openWith(
      { type: 'Text' },
      { type: 'Number' },
      { type: 'Boolean' },
      { type: 'Date' },
      select,
    )
    const given = { f0: '5', f1: 2.5, f2: false, f3: '2024-02-29T10:00:00Z', f4: [3, 'red', true] }
    await set(given)
    expect(await values()).toEqual({ ...given, f4: expect.arrayContaining([3, 'red', true]) })
    await set({ f0: null, f4: ['red'] })
    expect(await values()).toEqual({ f1: 2.5, f2: false, f3: '2024-02-29T10:00:00Z', f4: ['red'] })
  })

  test.each<[FieldSchema, string | number | boolean | (string | number | boolean)[] | null, RegExp]>([
    [{ type: 'Text', maxLength: 3 }, 'four', /may have 3 characters at most/],
    [{ type: 'Textarea', minLength: 3 }, 'no', /has to have 3 characters at least/],
    [{ type: 'Text' }, 5, /has to be a text/],
    [{ type: 'Number', minValue: 2 }, 1, /has to be 2 at least/],
    [{ type: 'Number' }, '1', /has to be a number/],
    [{ type: 'Date', maxValue: '2024-01-01' }, '2024-01-02', /may be 2024-01-01 at most/],
    [{ type: 'Date' }, 'soon', /has to be a date/],
    [{ type: 'Boolean' }, 1, /has to be true or false/],
    [{ type: 'SingleSelect', selectOptions: ['a', 'b'] }, 'c', /has to be one of a, b/],
    [{ type: 'SingleSelect', selectOptions: ['a', 'b'] }, ['a'], /has to be one of a, b/],
    [select, ['blue'], /has to be some of red, 3, true/],
    [select, 'red', /has to be a list/],
    [{ type: 'Number', isValueRequired: true, defaultValue: 1 }, null, /has to have a value/],
  ])('under %j refuse %j', async (schema, value, message) => {
    const { set, values } = await openWith(schema)
    const failure = await failureOf(set({ f0: value }))
    expect(failure).toMatchObject({
      code: 'invalid',
      field: 'customMetadata.f0',
      message: expect.stringMatching(message),
    })
    expect(await values()).toEqual({})
  })

  test('of a field that is not there are refused, and a required one gets its default', async () => {
    const { set, values } = await openWith({ type: 'Number', isValueRequired: true, defaultValue: 7 }, { type: 'Text' })
    expect(await failureOf(set({ f9: 1 }))).toMatchObject({ code: 'invalid', field: 'customMetadata.f9' })
    await set({ f1: 'told' })
    expect(await values()).toEqual({ f0: 7, f1: 'told' })
  })
})
