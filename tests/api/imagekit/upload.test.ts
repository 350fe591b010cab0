import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toFile } from '@imagekit/nodejs'
import { expect, test } from 'vitest'
import { UploadDocument } from '../../../electron/api/rest/imagekit-documents.ts'
import { makePicture } from '../../helpers/api-doors.ts'
import { openImageKit, rejectionOf, uploadPicture } from './clients.ts'

test('uploads are counted beside those of imgcache: new pictures, and those that were there', async () => {
  const opened = await openImageKit()
  for (const seed of [1, 2, 1]) await uploadPicture(opened, seed)
  await rejectionOf(uploadPicture(opened, 3, { folder: '/a/../b' }))
  const text = await (await opened.ask('/metrics')).text()
  const lineOf = (name: string) => text.split('\n').find((line) => line.startsWith(`${name} `))
  for (const counted of [
    'imgcache_store_total{result="created"} 2',
    'imgcache_store_total{result="duplicate"} 1',
    'imgcache_perceptual_hash_computed_total{result="ok"} 2',
    'imgcache_image_bytes_count 2',
  ])
    expect(lineOf(counted.slice(0, -2))).toBe(counted)
})

test('a picture that the modern SDK uploads is answered in ImageKit’s shape', async () => {
  const { modern } = await openImageKit()
  const uploaded = await modern.files.upload({
    file: await toFile(await makePicture(1), 'a.png'),
    fileName: 'café 1.png',
    tags: ['t1', 't2'],
    folder: 'x/y',
    useUniqueFileName: false,
    customCoordinates: '1,2,3,4',
    isPrivateFile: false,
    responseFields: ['tags', 'customCoordinates', 'isPrivateFile', 'isPublished', 'customMetadata', 'metadata'],
  })
  expect(UploadDocument.parse(uploaded)).toMatchObject({
    name: 'café_1.png',
    filePath: '/x/y/café_1.png',
    fileType: 'image',
    width: 48,
    height: 48,
    orientation: 1,
    AITags: null,
    versionInfo: { id: uploaded.fileId, name: 'Version 1' },
    ...{
      tags: ['t1', 't2'],
      customCoordinates: '1,2,3,4',
      isPrivateFile: false,
      isPublished: true,
      customMetadata: {},
    },
    metadata: { format: 'png', pHash: expect.stringMatching(/^[0-9a-f]{16}$/) },
  })
  const shown = await Promise.all([uploaded.url, uploaded.thumbnailUrl].map((url) => fetch(String(url))))
  expect(shown.map(({ status }) => status)).toEqual([200, 200])
})

test('the second version of the upload is answered by the private key, and post-transformations are taken', async () => {
  const { modern } = await openImageKit()
  const file = await toFile(await makePicture(1), 'a.png')
  const transformation = { post: [{ type: 'transformation' as const, value: 'w-20:rt-90' }] }
  const uploaded = await modern.beta.v2.files.upload({ file, fileName: 'a.png', transformation })
  expect(UploadDocument.parse(uploaded)).toMatchObject({ width: 48, fileType: 'image' })
})

test('every way of sending bytes stores the same bytes', async () => {
  const { modern, classic, directory } = await openImageKit()
  const bytes = await makePicture(2)
  const path = join(directory, 'b.png')
  await writeFile(path, bytes)
  const base64 = bytes.toString('base64')
  const files = [base64, `data:image/png;base64,${base64}`]
  for (const file of [...files, createReadStream(path), new File([new Uint8Array(bytes)], 'b.png')])
    expect(await modern.files.upload({ file, fileName: 'b.png' })).toMatchObject({ size: bytes.length })
  for (const file of [...files, createReadStream(path), bytes])
    expect(await classic.upload({ file, fileName: 'b.png' })).toMatchObject({ size: bytes.length, width: 48 })
})
