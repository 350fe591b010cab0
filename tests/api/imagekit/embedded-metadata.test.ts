import { toFile } from '@imagekit/nodejs'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { FileDocument } from '../../../electron/api/rest/imagekit-documents.ts'
import { makePicture } from '../../helpers/api-doors.ts'
import { type ImageKitLibrary, openImageKit, rejectionOf, uploadPicture } from './clients.ts'

const told = {
  ...{ Make: 'Canon', Model: 'EOS 5D', ISO: 400, ExposureTime: 1 / 160, ResolutionUnit: 'inches' },
  ...{ DateTimeOriginal: '2008-05-30T15:56:01.000Z', DateTimeCreated: '2008-05-30T15:56:01.000Z' },
  ...{ GPSLatitude: -43.5, GPSLongitude: 11.25 },
}

async function uploadPhotograph({ modern }: ImageKitLibrary, fileName: string) {
  const exif = {
    IFD0: { Make: 'Canon', Model: 'EOS 5D' },
    IFD2: { DateTimeOriginal: '2008:05:30 15:56:01', ISOSpeedRatings: '400', ExposureTime: '1/160' },
    IFD3: {
      ...{ GPSLatitudeRef: 'S', GPSLatitude: '43/1 30/1 0/1' },
      ...{ GPSLongitudeRef: 'E', GPSLongitude: '11/1 15/1 0/1' },
    },
  }
  const bytes = await sharp(await makePicture(1))
    .jpeg()
    .withMetadata({ exif })
    .toBuffer()
  const upload = { file: await toFile(bytes, fileName), fileName, useUniqueFileName: false }
  return modern.files.upload({ ...upload, responseFields: ['embeddedMetadata'] })
}

test('what a photograph tells of itself stands in the upload’s reply, in lists, details and versions', async () => {
  const opened = await openImageKit()
  const { modern, classic } = opened
  const uploaded = await uploadPhotograph(opened, 'one.jpg')
  const fileId = String(uploaded.fileId)
  expect(uploaded.embeddedMetadata).toMatchObject(told)
  const details = await modern.files.get(fileId)
  expect(FileDocument.parse(details).embeddedMetadata).toEqual(uploaded.embeddedMetadata)
  expect(await modern.assets.list()).toEqual([details])
  expect(Array.from(await classic.listFiles({}))).toEqual([details])
  await uploadPicture(opened, 2, { fileName: 'one.jpg' })
  const versions = await modern.files.versions.list(fileId)
  expect(versions.map(({ embeddedMetadata }) => embeddedMetadata)).toEqual([null, uploaded.embeddedMetadata])
})

test('what tells nothing of itself has null there', async () => {
  const opened = await openImageKit()
  const { fileId } = await uploadPicture(opened, 1)
  expect(await opened.modern.files.get(fileId)).toHaveProperty('embeddedMetadata', null)
})

test('photographs are found by what they tell of themselves', async () => {
  const opened = await openImageKit()
  const { fileId } = await uploadPhotograph(opened, 'one.jpg')
  await uploadPicture(opened, 2)
  const find = async (searchQuery: string) => {
    const found = await opened.modern.assets.list({ searchQuery })
    expect(Array.from(await opened.classic.listFiles({ searchQuery }))).toEqual(found)
    return found.map((item) => 'fileId' in item && item.fileId)
  }
  for (const searchQuery of [
    '"embeddedMetadata.Make" = "Canon"',
    '"embeddedMetadata.Model" : "EOS"',
    '"embeddedMetadata.ISO" >= 400',
    '"embeddedMetadata.ExposureTime" < 0.01',
    '"embeddedMetadata.DateTimeOriginal" < "2009-01-01"',
    '"embeddedMetadata.LocationTaken" = "-43.4,11.3 20km"',
    '"embeddedMetadata.LocationTaken" = "-40,10|-45,12"',
  ])
    expect([searchQuery, await find(searchQuery)]).toEqual([searchQuery, [fileId]])
  expect(await find('"embeddedMetadata.Make" NOT IN ["Canon"]')).not.toContain(fileId)
  const unknown = opened.modern.assets.list({ searchQuery: '"embeddedMetadata.Shoe" = "a"' })
  expect(await rejectionOf(unknown)).toMatchObject({ status: 400 })
})
