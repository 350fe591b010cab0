import { toFile } from '@imagekit/nodejs'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { makePicture } from '../../helpers/api-doors.ts'
import { temporaryFiles } from '../../helpers/library.ts'
import { openImageKit, rejectionOf, uploadPicture } from './clients.ts'

const request = {
  fileName: 'cat.png',
  folder: '/marketing/spring',
  tags: ['red', 'sale'],
  isPrivateFile: true,
  customMetadata: { brand: 'Nike', price: 20, isNew: true, since: '2024-05-01', sizes: ['S', 'XL'] },
}

async function openWithFields() {
  const opened = await openImageKit()
  const schemas = {
    brand: { type: 'Text' },
    price: { type: 'Number' },
    isNew: { type: 'Boolean' },
    since: { type: 'Date' },
    sizes: { type: 'MultiSelect', selectOptions: ['S', 'M', 'XL'] },
  } as const
  for (const [name, schema] of Object.entries(schemas))
    await opened.modern.customMetadataFields.create({ name, label: name, schema: schema as never })
  return opened
}

const passing = [
  `'file.size' < '1MB'`,
  '"file.size" < 1024000 AND "file.size" > 10',
  `'file.mime' IN ['image/jpeg', 'image/png', 'image/svg+xml']`,
  '"file.mime" : "image/"',
  `'mediaMetadata.height' <= 300 AND 'mediaMetadata.width' = 48`,
  '"request.fileName" : "cat"',
  '"request.fileName" NOT = "dog.png"',
  '"request.folder" : "marketing/"',
  '"request.folder" = "marketing/spring"',
  '"request.folder" = "/marketing/spring/"',
  '"request.folder" IN ["engineering", "marketing/spring"]',
  '"request.tags" IN ["blue", "sale"]',
  '"request.tags" NOT IN ["blue"]',
  '"request.isPrivateFile" = true AND "request.isPublished" = true',
  '"request.overwriteFile" NOT = false',
  '"request.webhookUrl" NOT = "https://example.com"',
  '"request.customMetadata.brand" = "Nike"',
  '"request.customMetadata.price" >= 20',
  '"request.customMetadata.isNew" = true',
  '"request.customMetadata.since" > "2024-01-01"',
  '"request.customMetadata.sizes" IN ["M", "XL"]',
  '"mediaMetadata.duration" > 5 OR "file.mime" = "image/png"',
  '("file.size" > "1gb" OR "request.tags" IN ["red"]) AND "mediaMetadata.width" < 50',
]

const failing: [checks: string, reason: string][] = [
  ['"file.size" > "1mb"', '"file.size" > "1mb"'],
  ['"file.mime" = "image/jpg"', '"file.mime" = "image/jpg"'],
  ['"file.mime" : "image/" AND "mediaMetadata.width" >= 49', '"mediaMetadata.width" >= 49'],
  ['"request.folder" : "market/"', '"request.folder" : "market/"'],
  ['"request.tags" NOT IN ["red"]', '"request.tags" NOT IN ["red"]'],
  ['"request.isPrivateFile" = false', '"request.isPrivateFile" = false'],
  ['"request.customMetadata.price" < 20', '"request.customMetadata.price" < 20'],
  ['"request.customMetadata.since" < "2024-01-01"', '"request.customMetadata.since" < "2024-01-01"'],
  ['"request.customMetadata.unknown" = "a"', '"request.customMetadata.unknown" = "a"'],
  ['"mediaMetadata.duration" > 5', '"mediaMetadata.duration" > 5'],
  ['"file.size" < 1 OR "file.size" > "1gb"', '"file.size" < 1 OR "file.size" > "1gb"'],
]

const broken: [checks: string, reason: string][] = [
  ['file.size <', 'at character 12'],
  ['"file.sice" < 10', 'There is no “file.sice” to check'],
  ['"file.size" HAS 10', '“file.size” cannot be checked by HAS'],
  ['"file.size" < "much"', '“much” is no size'],
  ['"request.isPrivateFile" = "true"', 'without quotes'],
]

test('an upload is stored where its checks hold, and else refused with the part that does not', async () => {
  const opened = await openWithFields()
  for (const [checks, reason] of failing) {
    const refused = await rejectionOf(uploadPicture(opened, 1, { ...request, checks }))
    expect(refused, checks).toMatchObject({
      status: 400,
      error: { message: expect.stringContaining(`${reason} does not hold`) },
    })
  }
  expect(await opened.library.call('host.info', {}, 'test')).toMatchObject({ images: 0, trashed: 0 })
  expect(await temporaryFiles(opened.directory)).toEqual([])
  for (const checks of passing)
    expect((await uploadPicture(opened, 1, { ...request, checks })).filePath, checks).toBe('/marketing/spring/cat.png')
})

test('checks that cannot be read are refused, telling where', async () => {
  const opened = await openImageKit()
  for (const [checks, reason] of broken) {
    const refused = await rejectionOf(uploadPicture(opened, 1, { checks }))
    expect(refused, checks).toMatchObject({ status: 400, error: { message: expect.stringContaining(reason) } })
  }
})

test('checks are of what is stored, for bytes that the library knows, too', async () => {
  const opened = await openImageKit()
  await uploadPicture(opened, 1)
  const checks = '"mediaMetadata.width" < 40'
  expect(await rejectionOf(uploadPicture(opened, 1, { checks }))).toMatchObject({ status: 400 })
  const { fileId } = await uploadPicture(opened, 1, { checks, transformation: { pre: 'w-20' } })
  expect(await opened.modern.files.get(fileId)).toMatchObject({ width: 20, height: 20, mime: 'image/png' })
})

test('a pre-transformation changes the bytes before they are stored, in their own format unless it tells another', async () => {
  const opened = await openImageKit()
  const photograph = await sharp(await makePicture(3))
    .jpeg()
    .toBuffer()
  const upload = async (pre: string) => {
    const file = await toFile(photograph, 'a.jpg')
    return opened.classic.upload({ file: photograph, fileName: file.name, transformation: { pre } })
  }
  const turned = await upload('w-30,h-20,c-force:rt-90')
  expect(turned).toMatchObject({ width: 20, height: 30 })
  const shown = await sharp(Buffer.from(await (await fetch(turned.url)).arrayBuffer())).metadata()
  expect(shown).toMatchObject({ format: 'jpeg', width: 20, height: 30 })
  expect(await opened.modern.files.get((await upload('f-webp')).fileId)).toMatchObject({ mime: 'image/webp' })
  expect(await opened.library.call('host.info', {}, 'test')).toMatchObject({ images: 2 })
})

test('a pre-transformation that cannot be made refuses the upload, and nothing is kept', async () => {
  const opened = await openImageKit()
  for (const pre of ['w-', 'l-image', 'w-abc', 'e-bgremove', 'l-image,i-missing.png,l-end'])
    expect(await rejectionOf(uploadPicture(opened, 1, { transformation: { pre } })), pre).toMatchObject({ status: 400 })
  const file = await toFile(Buffer.from('no picture'), 'a.txt')
  const text = opened.modern.files.upload({ file, fileName: 'a.txt', transformation: { pre: 'w-10' } })
  expect(await rejectionOf(text)).toMatchObject({ status: 400 })
  expect(await opened.library.call('host.info', {}, 'test')).toMatchObject({ images: 0, trashed: 0 })
  expect(await temporaryFiles(opened.directory)).toEqual([])
})

test('a pre-transformation draws nothing of a private picture, which its URL would not show either', async () => {
  const opened = await openImageKit()
  await uploadPicture(opened, 1, { fileName: 'secret.png', isPrivateFile: true })
  await uploadPicture(opened, 2, { fileName: 'logo.png' })
  const upload = (name: string) => uploadPicture(opened, 3, { transformation: { pre: `l-image,i-${name},w-10,l-end` } })
  expect(await rejectionOf(upload('secret.png'))).toMatchObject({
    ...{ status: 400, error: { message: expect.stringContaining('is private') } },
  })
  expect(await opened.library.call('host.info', {}, 'test')).toMatchObject({ images: 2 })
  expect((await upload('logo.png')).filePath).toMatch(/^\/picture_/)
})
