import { expect, test } from 'vitest'
import { openImageKit, rejectionOf, uploadPicture } from './clients.ts'

const unknown = '0123456789abcdef01234567'

async function openWithThree() {
  const opened = await openImageKit()
  const ids: string[] = []
  for (const seed of [1, 2, 3]) ids.push((await uploadPicture(opened, seed, { tags: ['old'] })).fileId)
  return { ...opened, ids }
}

test('many files are deleted at once, from JSON and from a form', async () => {
  const { modern, classic, askWithKey, ids } = await openWithThree()
  const [first = '', second = '', third = ''] = ids
  expect(await modern.files.bulk.delete({ fileIds: [first] })).toEqual({ successfullyDeletedFileIds: [first] })
  expect(await classic.bulkDeleteFiles([second])).toEqual({ successfullyDeletedFileIds: [second] })
  const body = new URLSearchParams([['fileIds', third]])
  const response = await askWithKey('/v1/files/batch/deleteByFileIds', { method: 'POST', body })
  expect(await response.json()).toEqual({ successfullyDeletedFileIds: [third] })
  expect(await modern.assets.list()).toEqual([])
})

test('an unknown id among known ones is named, and nothing is deleted or tagged', async () => {
  const { modern, classic, ids } = await openWithThree()
  const missing = { status: 404, error: expect.objectContaining({ missingFileIds: [unknown] }) }
  const fileIds = [...ids, unknown]
  expect(await rejectionOf(modern.files.bulk.delete({ fileIds }))).toMatchObject(missing)
  expect(await rejectionOf(modern.files.bulk.addTags({ fileIds, tags: ['a'] }))).toMatchObject(missing)
  expect(await rejectionOf(classic.bulkRemoveTags(fileIds, ['old']))).toMatchObject({ missingFileIds: [unknown] })
  const files = (await modern.assets.list()) as { tags: string[] }[]
  expect(files.map(({ tags }) => tags)).toEqual([['old'], ['old'], ['old']])
})

test('tags are added to many files and taken off again', async () => {
  const { modern, classic, ids } = await openWithThree()
  const updated = { successfullyUpdatedFileIds: ids }
  const tagsOf = async () => ((await modern.assets.list()) as { tags: string[] | null }[]).map(({ tags }) => tags)
  expect(await modern.files.bulk.addTags({ fileIds: ids, tags: ['a', 'b'] })).toEqual(updated)
  expect(await tagsOf()).toEqual(Array(3).fill(['a', 'b', 'old']))
  expect(await classic.bulkRemoveTags(ids, ['a', 'old'])).toEqual(updated)
  expect(await tagsOf()).toEqual(Array(3).fill(['b']))
  expect(await modern.files.bulk.removeTags({ fileIds: ids, tags: ['b'] })).toEqual(updated)
  expect(await tagsOf()).toEqual([null, null, null])
  expect(await modern.files.bulk.removeAITags({ fileIds: ids, AITags: ['c'] })).toEqual(updated)
  expect(await classic.bulkRemoveAITags(ids, ['c'])).toEqual(updated)
})

test('too many ids, none, and ids that are none are 400', async () => {
  const { modern, askWithKey, ids } = await openWithThree()
  const many = (count: number) => Array.from({ length: count }, () => String(ids[0]))
  const status400 = { status: 400 }
  expect(await rejectionOf(modern.files.bulk.delete({ fileIds: many(101) }))).toMatchObject(status400)
  expect(await rejectionOf(modern.files.bulk.addTags({ fileIds: many(51), tags: ['a'] }))).toMatchObject(status400)
  expect(await rejectionOf(modern.files.bulk.delete({ fileIds: [] }))).toMatchObject(status400)
  expect(await rejectionOf(modern.files.bulk.delete({ fileIds: ['x'] }))).toMatchObject(status400)
  expect(await rejectionOf(modern.files.bulk.addTags({ fileIds: ids, tags: ['50%'] }))).toMatchObject(status400)
  const broken = await askWithKey('/v1/files/batch/deleteByFileIds', { method: 'POST', body: '{"fileIds":' })
  expect(broken.status).toBe(400)
  expect((await modern.assets.list()).length).toBe(3)
})
