import { expect, test } from 'vitest'
import { FileDocument } from '../../../electron/api/rest/imagekit-documents.ts'
import { makePicture } from '../../helpers/api-doors.ts'
import { fileAt, openImageKit, rejectionOf, uploadPicture } from './clients.ts'

const unknown = '0123456789abcdef01234567'

async function openWithVersions() {
  const opened = await openImageKit()
  for (const seed of [1, 2]) await uploadPicture(opened, seed, { fileName: 'one.png', tags: ['x'] })
  const { fileId } = await uploadPicture(opened, 3, { fileName: 'one.png', overwriteTags: false })
  const versions = await opened.modern.files.versions.list(fileId)
  return { ...opened, fileId, versions, ids: versions.map(({ versionInfo }) => versionInfo?.id ?? '') }
}

test('uploads to one name are versions of one file, the present one first', async () => {
  const { versions, fileId, classic } = await openWithVersions()
  for (const version of versions) FileDocument.parse(version)
  expect(versions.map(({ type, versionInfo }) => [type, versionInfo?.name])).toEqual([
    ['file', 'Version 3'],
    ['file-version', 'Version 2'],
    ['file-version', 'Version 1'],
  ])
  expect(versions.map((version) => version.fileId)).toEqual([fileId, fileId, fileId])
  expect(Array.from((await classic.getFileVersions(fileId)) as never)).toEqual(versions)
})

test('a former version is described and shown by its own bytes', async () => {
  const { modern, classic, fileId, versions, ids } = await openWithVersions()
  const [, second = ''] = ids
  const version = await modern.files.versions.get(second, { fileId })
  expect(version).toEqual(versions[1])
  expect(await classic.getFileVersionDetails({ fileId, versionId: second })).toEqual(version)
  const shown = await fetch(String(version.url))
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(await makePicture(2))
})

test('a former version is restored, and both keep their numbers', async () => {
  const { modern, classic, fileId, ids } = await openWithVersions()
  const [third = '', , first = ''] = ids
  const restored = await modern.files.versions.restore(first, { fileId })
  expect(FileDocument.parse(restored)).toMatchObject({ type: 'file', versionInfo: { id: first, name: 'Version 1' } })
  await classic.restoreFileVersion({ fileId, versionId: third })
  expect((await modern.files.get(fileId)).versionInfo).toEqual({ id: third, name: 'Version 3' })
})

test('a former version is deleted, the present one is not, and unknown ones are 404', async () => {
  const { modern, classic, fileId, ids } = await openWithVersions()
  const [third = '', second = '', first = ''] = ids
  await modern.files.versions.delete(first, { fileId })
  await classic.deleteFileVersion({ fileId, versionId: second })
  expect((await modern.files.versions.list(fileId)).length).toBe(1)
  for (const call of ['delete', 'restore'] as const) {
    expect(await rejectionOf(modern.files.versions[call](third, { fileId }))).toMatchObject({ status: 400 })
    expect(await rejectionOf(modern.files.versions[call](unknown, { fileId }))).toMatchObject({ status: 404 })
    expect(await rejectionOf(modern.files.versions[call]('x', { fileId }))).toMatchObject({ status: 400 })
  }
  expect(await rejectionOf(modern.files.versions.get(third, { fileId: unknown }))).toMatchObject({ status: 404 })
})

test('former versions are found by type, and deleting the file takes them along', async () => {
  const { modern, fileId } = await openWithVersions()
  const found = await modern.assets.list({ type: 'file-version' })
  expect(found.map((one) => FileDocument.parse(one).type)).toEqual(['file-version', 'file-version'])
  await modern.files.delete(fileId)
  expect(await modern.assets.list({ type: 'file-version' })).toEqual([])
})

test('a new version has the custom coordinates that come with it, or none', async () => {
  const opened = await openImageKit()
  const at = { fileName: 'a.png' }
  await uploadPicture(opened, 1, { ...at, customCoordinates: '1,1,9,9', description: 'A hill', isPrivateFile: true })
  await uploadPicture(opened, 2, at)
  const kept = { description: 'A hill', isPrivate: true }
  expect(await fileAt(opened, '/a.png')).toMatchObject({ customCoordinates: null, ...kept })
  await uploadPicture(opened, 3, { ...at, customCoordinates: '2,2,5,5' })
  expect(await fileAt(opened, '/a.png')).toMatchObject({ customCoordinates: '2,2,5,5', ...kept })
})

test('uploads to one name at once are each answered with their own version', async () => {
  const opened = await openImageKit()
  const uploadOf = async (seed: number) => {
    const bytes = await makePicture(seed)
    const wish = { file: bytes.toString('base64'), fileName: 'a.png', useUniqueFileName: false }
    return { bytes, answer: await opened.modern.files.upload(wish) }
  }
  const uploads = await Promise.all([1, 2, 3].map(uploadOf))
  expect(uploads.map(({ answer }) => answer.versionInfo?.name).sort()).toEqual(['Version 1', 'Version 2', 'Version 3'])
  for (const { answer, bytes } of uploads) {
    expect(answer.size).toBe(bytes.length)
    const version = await opened.modern.files.versions.get(answer.versionInfo?.id ?? '', {
      fileId: answer.fileId ?? '',
    })
    expect(version.size).toBe(bytes.length)
  }
})
