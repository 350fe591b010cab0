import sharp from 'sharp'
import { expect, test } from 'vitest'
import { failureOf, hashOf, openLibrary, store } from '../../helpers/library.ts'

const picture = () => sharp({ create: { width: 40, height: 20, channels: 3, background: 'teal' } })

test('a photograph tells its size upright, its density, quality and EXIF', async () => {
  const { library, client } = await openLibrary()
  const exif = {
    IFD0: { Make: 'Canon' },
    IFD2: { DateTimeOriginal: '2008:05:30 15:56:01', ISOSpeedRatings: '400', FNumber: '71/10' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '43/1 28/1 281/100' },
  }
  const bytes = await picture().jpeg({ quality: 80 }).withMetadata({ density: 144, orientation: 6, exif }).toBuffer()
  const hash = hashOf(await store(library, bytes))
  expect(await client.images.metadata({ hash })).toEqual({
    format: 'jpeg',
    width: 20,
    height: 40,
    orientation: 6,
    hasAlpha: false,
    hasColorProfile: true,
    quality: 80,
    density: 144,
    exif: expect.objectContaining({
      image: expect.objectContaining({ Make: 'Canon', Orientation: 6 }),
      photo: expect.objectContaining({ DateTimeOriginal: '2008:05:30 15:56:01', ISOSpeedRatings: 400, FNumber: 7.1 }),
      gps: expect.objectContaining({ GPSLatitudeRef: 'N', GPSLatitude: [43, 28, 2.81] }),
    }),
  })
})

test('a picture without EXIF has empty blocks of it', async () => {
  const { library, client } = await openLibrary()
  const hash = hashOf(await store(library, await picture().png().toBuffer()))
  const none = { image: {}, photo: {}, gps: {}, interoperability: {}, thumbnail: {} }
  expect(await client.images.metadata({ hash })).toMatchObject({
    format: 'png',
    quality: null,
    orientation: 1,
    exif: none,
  })
})

test('bytes that are no picture tell nothing', async () => {
  const { library, client } = await openLibrary()
  const hash = hashOf(await store(library, 'just a text'))
  expect(await failureOf(client.images.metadata({ hash }))).toMatchObject({ code: 'unreadable' })
})
