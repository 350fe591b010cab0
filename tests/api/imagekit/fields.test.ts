import { expect, test } from 'vitest'
import { FieldDocument } from '../../../electron/api/rest/imagekit-documents.ts'
import { openImageKit, rejectionOf, uploadPicture } from './clients.ts'

const price = { name: 'price', label: 'Price', schema: { type: 'Number' as const, minValue: 1, maxValue: 99 } }

test('custom fields are made, listed, changed and deleted by both SDKs', async () => {
  const { modern, classic } = await openImageKit()
  const made = await modern.customMetadataFields.create({ ...price, description: 'In euros' })
  expect(FieldDocument.parse(made)).toEqual({ id: made.id, ...price, description: 'In euros' })
  const color = { name: 'color', label: 'Colour', schema: { type: 'SingleSelect' as const, selectOptions: ['red'] } }
  const second = await classic.createCustomMetadataField(color)
  expect((await modern.customMetadataFields.list()).map(({ name }) => name)).toEqual(['price', 'color'])
  const changed = await modern.customMetadataFields.update(made.id, {
    label: 'Cost',
    schema: { minValue: 2, maxValue: 9 },
  })
  expect(changed).toMatchObject({ label: 'Cost', schema: { type: 'Number', minValue: 2, maxValue: 9 } })
  await classic.updateCustomMetadataField(second.id, { label: 'Hue' })
  expect(Array.from((await classic.getCustomMetadataFields({ includeDeleted: false })) as never)).toEqual([
    changed,
    { id: second.id, ...color, label: 'Hue' },
  ])
  await modern.customMetadataFields.delete(made.id)
  await classic.deleteCustomMetadataField(second.id)
  expect(await modern.customMetadataFields.list({ includeDeleted: true })).toEqual([])
})

test('a field that cannot be is refused, as is a name that is taken', async () => {
  const { modern } = await openImageKit()
  const { customMetadataFields: fields } = modern
  const { id } = await fields.create(price)
  const wrongs = [
    price,
    { ...price, name: '' },
    { ...price, name: 'x', schema: { type: 'Colour' as never } },
    { ...price, name: 'x', schema: { type: 'Number' as const, minValue: 9, maxValue: 1 } },
    { ...price, name: 'x', schema: { type: 'SingleSelect' as const } },
    { name: 'x', label: 'X' } as never,
  ]
  for (const wrong of wrongs) expect(await rejectionOf(fields.create(wrong))).toMatchObject({ status: 400 })
  expect(await rejectionOf(fields.update('f'.repeat(24), { label: 'X' }))).toMatchObject({ status: 404 })
  expect(await rejectionOf(fields.update(id, {}))).toMatchObject({ status: 400 })
  expect(await rejectionOf(fields.delete('x'))).toMatchObject({ status: 400 })
  expect(await fields.list()).toEqual([{ id, ...price }])
})

test('values are checked by their field, and a wrong one among right ones changes nothing', async () => {
  const opened = await openImageKit()
  const { modern } = opened
  await modern.customMetadataFields.create(price)
  await modern.customMetadataFields.create({ name: 'day', label: 'Day', schema: { type: 'Date' } })
  const { fileId } = await uploadPicture(opened, 1, { customMetadata: { price: 5, day: '2026-01-31' } })
  for (const wrong of [{ price: 'five' }, { price: 100 }, { price: 7, day: 'today' }, { price: 7, none: 1 }])
    expect(await rejectionOf(modern.files.update(fileId, { customMetadata: wrong }))).toMatchObject({ status: 400 })
  expect((await modern.files.get(fileId)).customMetadata).toEqual({ price: 5, day: '2026-01-31' })
  const less = await modern.files.update(fileId, { customMetadata: { day: null } })
  expect(less.customMetadata).toEqual({ price: 5 })
  const found = await modern.assets.list({ searchQuery: '"customMetadata.price" > 4' })
  expect(found).toMatchObject([{ fileId }])
})

test('an upload tells the fields of its values where that is asked for', async () => {
  const { modern } = await openImageKit()
  await modern.customMetadataFields.create(price)
  const answer = await modern.files.upload({
    ...{ file: Buffer.from('text').toString('base64'), fileName: 'a.txt', customMetadata: { price: 3 } },
    responseFields: ['customMetadata', 'selectedFieldsSchema', 'embeddedMetadata'],
  })
  const fields = { customMetadata: { price: 3 }, selectedFieldsSchema: { price: price.schema }, embeddedMetadata: null }
  expect(answer).toMatchObject({ ...fields, fileType: 'non-image' })
})
