import { toFile } from '@imagekit/nodejs'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { MetadataDocument } from '../../../electron/api/rest/imagekit-documents.ts'
import { makePicture, storePicture } from '../../helpers/api-doors.ts'
import { allowHosts, temporaryFiles } from '../../helpers/library.ts'
import { listenAt } from '../../helpers/web-server.ts'
import { openImageKit, rejectionOf } from './clients.ts'

async function openWithPhotograph() {
  const opened = await openImageKit()
  const exif = {
    IFD0: { Make: 'Canon', DateTime: '2009:01:02 03:04:05' },
    IFD2: { DateTimeOriginal: '2008:05:30 15:56:01', ISOSpeedRatings: '100', ExposureTime: '1/160' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '43/1 28/1 281/100' },
  }
  const photograph = await sharp(await makePicture(1))
    .jpeg({ quality: 90 })
    .withMetadata({ exif })
    .toBuffer()
  const responseFields = ['metadata', 'embeddedMetadata'] as const
  const file = await toFile(photograph, 'photo.jpg')
  const uploaded = await opened.modern.files.upload({
    file,
    fileName: 'photo.jpg',
    responseFields: [...responseFields],
  })
  return { ...opened, photograph, uploaded, fileId: String(uploaded.fileId) }
}

test('metadata has the pHash and EXIF by ImageKit’s names, the same by id, by URL and with the upload', async () => {
  const { modern, classic, uploaded, fileId, photograph, askWithKey } = await openWithPhotograph()
  const metadata = await modern.files.metadata.get(fileId)
  expect(MetadataDocument.parse(metadata)).toMatchObject({
    ...{ width: 48, height: 48, size: photograph.length, format: 'jpg', quality: 90, hasTransparency: false },
    pHash: expect.stringMatching(/^[0-9a-f]{16}$/),
    exif: {
      image: { Make: 'Canon', ModifyDate: '2009:01:02 03:04:05' },
      exif: { DateTimeOriginal: '2008:05:30 15:56:01', ISO: 100, ExposureTime: 1 / 160 },
      gps: { GPSLatitudeRef: 'N', GPSLatitude: [43, 28, 2.81] },
      makernote: {},
    },
  })
  expect(uploaded.metadata).toEqual(metadata)
  expect(uploaded.embeddedMetadata).toMatchObject({ Make: 'Canon', ISO: 100 })
  expect(await classic.getFileMetadata(fileId)).toEqual(metadata)
  const url = String(uploaded.url)
  expect(await modern.files.metadata.getFromURL({ url })).toEqual(metadata)
  expect(await classic.getFileMetadata(url)).toEqual(metadata)
  const other = await askWithKey(`/v1/files/metadata?url=${encodeURIComponent(url)}`)
  expect(await other.json()).toEqual(metadata)
})

test('metadata by the URL that a picture came from is read from the library', async () => {
  const { modern, ...opened } = await openWithPhotograph()
  await storePicture(opened, await makePicture(5), 'https://example.com/five.png')
  const metadata = await modern.files.metadata.getFromURL({ url: 'https://example.com/five.png' })
  expect(MetadataDocument.parse(metadata)).toMatchObject({ format: 'png', exif: { exif: {} } })
  const unknown = modern.files.metadata.getFromURL({ url: `${opened.base}/media/unknown.png` })
  expect(await rejectionOf(unknown)).toMatchObject({ status: 404 })
  for (const url of ['', 'file:///etc/passwd', 'nonsense', 'http://127.0.0.1:1/secret', 'http://169.254.169.254/'])
    expect(await rejectionOf(modern.files.metadata.getFromURL({ url }))).toMatchObject({ status: 400 })
})

test('metadata of a picture elsewhere is that of its bytes, which are not stored', async () => {
  const { uploaded, photograph, modern: own } = await openWithPhotograph()
  const bytes: Record<string, Buffer> = { '/photo.jpg': photograph, '/text': Buffer.from('no picture') }
  const { url, host } = await listenAt(({ url: path = '' }, response) => response.end(bytes[path]))
  const { modern, library, directory } = await openImageKit()
  await allowHosts(library, host)
  const remote = await modern.files.metadata.getFromURL({ url: `${url}/photo.jpg` })
  expect(remote).toEqual(await own.files.metadata.get(String(uploaded.fileId)))
  for (const path of ['/text', '/empty'])
    expect(await rejectionOf(modern.files.metadata.getFromURL({ url: url + path }))).toMatchObject({ status: 400 })
  expect(await library.call('host.info', {}, 'test')).toMatchObject({ images: 0, trashed: 0 })
  expect(await temporaryFiles(directory)).toEqual([])
})

test('metadata of what is no picture is 400, of what is not there 404', async () => {
  const { modern } = await openImageKit()
  const { fileId = '' } = await modern.files.upload({
    file: await toFile(Buffer.from('text'), 'a.txt'),
    fileName: 'a.txt',
  })
  expect(await rejectionOf(modern.files.metadata.get(fileId))).toMatchObject({ status: 400 })
  expect(await rejectionOf(modern.files.metadata.get('f'.repeat(24)))).toMatchObject({ status: 404 })
  expect(await rejectionOf(modern.files.metadata.get('x'))).toMatchObject({ status: 400 })
})
