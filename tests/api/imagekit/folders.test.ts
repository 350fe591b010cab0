import { describe, expect, test } from 'vitest'
import { JobDocument } from '../../../electron/api/rest/imagekit-documents.ts'
import { makeSearchLibrary } from '../../helpers/file-search-library.ts'
import { temporaryFolder, until } from '../../helpers/library.ts'
import { fileAt, openImageKit, rejectionOf, uploadPicture } from './clients.ts'

async function openWithFolder() {
  const opened = await openImageKit()
  const { fileId } = await uploadPicture(opened, 1, { folder: '/a/deep', fileName: 'one.png' })
  return { ...opened, fileId }
}

const withReason = (status: number, reason: string) => ({ status, error: expect.objectContaining({ reason }) })

describe('a folder', () => {
  test('is made, answered with 201 and nothing, and listed', async () => {
    const opened = await openImageKit()
    expect(await opened.modern.folders.create({ folderName: 'summer 26', parentFolderPath: '/years' })).toEqual('')
    await opened.classic.createFolder({ folderName: 'winter', parentFolderPath: '/' })
    const folders = (await opened.modern.assets.list({ type: 'folder' })) as { folderPath?: string }[]
    expect(folders.map(({ folderPath }) => folderPath).sort()).toEqual(['/winter', '/years', '/years/summer_26'])
  })

  test('of an impossible name or place is refused, and nothing of it is made', async () => {
    const { modern } = await openImageKit()
    const wishes = [
      { folderName: '..', parentFolderPath: '/' },
      { folderName: 'x'.repeat(1000), parentFolderPath: '/' },
      { folderName: 'a', parentFolderPath: '/b/../c' },
      { folderName: 'a', parentFolderPath: 'b/'.repeat(50) },
    ]
    for (const wish of wishes)
      expect(await rejectionOf(modern.folders.create(wish))).toMatchObject(withReason(400, 'INVALID_FOLDER_PATH'))
    expect(await modern.assets.list({ type: 'folder' })).toEqual([])
  })

  test('is deleted with all in it, which goes to the trash; one that is not there is 404', async () => {
    const opened = await openWithFolder()
    await opened.classic.deleteFolder('/a')
    expect(await opened.modern.assets.list({ type: 'all' })).toEqual([])
    expect(await opened.library.call('files.get', { id: opened.fileId }, 'test')).toMatchObject({
      trashedAt: expect.any(String),
    })
    const again = opened.modern.folders.delete({ folderPath: '/a' })
    expect(await rejectionOf(again)).toMatchObject(withReason(404, 'FOLDER_NOT_FOUND'))
    expect(await rejectionOf(opened.modern.folders.delete({ folderPath: '/' }))).toMatchObject({ status: 400 })
  })
})

describe('a job on a folder', () => {
  test('of many files is known at once, and completed when all of it is done', async () => {
    const directory = await temporaryFolder()
    makeSearchLibrary(directory, 4000)
    const opened = await openImageKit({}, { directory })
    const { jobId } = await opened.modern.folders.copy({ sourceFolderPath: '/a', destinationPath: '/Z' })
    expect(['Pending', 'Completed']).toContain((await opened.modern.folders.job.get(jobId)).status)
    await until(async () => (await opened.modern.folders.job.get(jobId)).status === 'Completed')
    const [source, copied] = await Promise.all(
      ['/a', '/Z/a'].map((path) => opened.library.call('folders.get', { path }, 'test')),
    )
    expect(copied).toMatchObject({ files: source?.files, folders: 1 })
  })

  test('copies all in it, with versions where that is asked for', async () => {
    const opened = await openWithFolder()
    await uploadPicture(opened, 2, { folder: '/a/deep', fileName: 'one.png' })
    const wish = { sourceFolderPath: '/a', destinationPath: '/copies' }
    const { jobId } = await opened.modern.folders.copy({ ...wish, includeVersions: true })
    const job = JobDocument.parse(await opened.modern.folders.job.get(jobId))
    expect(job).toEqual({ jobId, type: 'COPY_FOLDER', status: 'Completed' })
    expect(await fileAt(opened, '/copies/a/deep/one.png')).toMatchObject({ version: { number: 2 } })
    await opened.classic.copyFolder({ ...wish, destinationPath: '/plain', includeFileVersions: false })
    expect(await fileAt(opened, '/plain/a/deep/one.png')).toMatchObject({ version: { number: 1 } })
  })

  test('moves all in it, ids and all', async () => {
    const opened = await openWithFolder()
    const { jobId } = await opened.classic.moveFolder({ sourceFolderPath: 'a/deep/', destinationPath: '/b' })
    expect(await opened.classic.getBulkJobStatus(jobId)).toMatchObject({ type: 'MOVE_FOLDER', status: 'Completed' })
    expect(await fileAt(opened, '/b/deep/one.png')).toMatchObject({ id: opened.fileId })
  })

  test('renames it, with a purge where that is asked for', async () => {
    const { modern, ...opened } = await openWithFolder()
    const wish = { folderPath: '/a', newFolderName: 'z', purgeCache: true }
    const { purgeRequestId = '', ...job } = await modern.folders.job.get((await modern.folders.rename(wish)).jobId)
    expect(job).toMatchObject({ type: 'RENAME_FOLDER', status: 'Completed' })
    await until(async () => (await modern.cache.invalidation.get(purgeRequestId)).status === 'Completed')
    expect(await fileAt(opened, '/z/deep/one.png')).toMatchObject({ id: opened.fileId })
  })

  test('into itself, or on what is not there, is refused, and nothing is moved', async () => {
    const opened = await openWithFolder()
    const { folders } = opened.modern
    const noFiles = withReason(404, 'NO_FILES_FOLDER')
    const nowhere = { sourceFolderPath: '/none', destinationPath: '/b' }
    expect(await rejectionOf(folders.copy(nowhere))).toMatchObject(noFiles)
    expect(await rejectionOf(folders.move(nowhere))).toMatchObject(noFiles)
    expect(await rejectionOf(folders.rename({ folderPath: '/none', newFolderName: 'b' }))).toMatchObject(noFiles)
    for (const destinationPath of ['/a', '/a/deep', '/a/deep/x'])
      expect(await rejectionOf(folders.move({ sourceFolderPath: '/a', destinationPath }))).toMatchObject(
        withReason(400, 'INVALID_FOLDER_PATH'),
      )
    const inPlace = folders.copy({ sourceFolderPath: '/a/deep', destinationPath: '/a' })
    expect(await rejectionOf(inPlace)).toMatchObject(withReason(400, 'INVALID_FOLDER_PATH'))
    expect(await rejectionOf(folders.job.get('nothing'))).toMatchObject({ status: 404 })
    expect(await fileAt(opened, '/a/deep/one.png')).toMatchObject({ id: opened.fileId })
  })

  test('that renames a folder to a name beside it is 409', async () => {
    const opened = await openWithFolder()
    await uploadPicture(opened, 2, { folder: '/b' })
    const taken = opened.modern.folders.rename({ folderPath: '/a', newFolderName: 'b' })
    expect(await rejectionOf(taken)).toMatchObject({ status: 409 })
  })
})
