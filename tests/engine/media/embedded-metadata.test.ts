import fc from 'fast-check'
import sharp, { type Exif } from 'sharp'
import { expect, test } from 'vitest'
import { embeddedFields } from '#shared/embedded-metadata.ts'
import { embeddedMetadata } from '../../../electron/engine/media/embedded-metadata.ts'
import { readBlocks, timeOf } from '../../../electron/engine/media/exif.ts'

const read = (exif: Uint8Array | null) => embeddedMetadata(readBlocks(exif))

async function blockOf(exif: Exif): Promise<Buffer> {
  const jpeg = sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } }).jpeg()
  const { exif: block } = await sharp(await jpeg.withMetadata({ exif, orientation: 6 }).toBuffer()).metadata()
  return block ?? Buffer.alloc(0)
}

const photograph: Exif = {
  IFD0: { Make: 'Canon', Model: 'EOS 5D', Copyright: 'Ana', DateTime: '2009:01:02 03:04:05' },
  IFD2: {
    ...{ DateTimeOriginal: '2008:05:30 15:56:01', OffsetTimeOriginal: '+02:00', ISOSpeedRatings: '100' },
    ...{
      ExposureTime: '1/160',
      FNumber: '71/10',
      FocalLength: '135/1',
      Flash: '9',
      MeteringMode: '99',
      ColorSpace: '1',
    },
  },
  IFD3: {
    ...{ GPSLatitudeRef: 'S', GPSLatitude: '43/1 30/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '11/1 15/1 0/1' },
    GPSAltitude: '25/2',
  },
}

test('a photograph tells of itself by the names of ExifTool: numbers as numbers, codes as words, times in ISO 8601', async () => {
  expect(read(await blockOf(photograph))).toMatchObject({
    ...{ Make: 'Canon', Model: 'EOS 5D', Copyright: 'Ana', Orientation: 'Rotate 90 CW' },
    ModifyDate: '2009-01-02T03:04:05.000Z',
    ...{ DateTimeOriginal: '2008-05-30T15:56:01.000Z', DateTimeCreated: '2008-05-30T15:56:01.000Z' },
    ...{ OffsetTimeOriginal: '+02:00', ISO: 100, ExposureTime: 1 / 160, FNumber: 7.1, FocalLength: 135 },
    ...{ Flash: 'On, Fired', MeteringMode: 'Unknown (99)', ColorSpace: 'sRGB' },
    ...{ GPSLatitude: -43.5, GPSLongitude: -11.25, GPSAltitude: 12.5 },
  })
})

test('what lies below the sea, and texts that are not ASCII, are read as they are meant', () => {
  const Image = { Artist: Buffer.from('Änne\0'), Copyright: Buffer.from('© Änne', 'latin1') }
  const GPSInfo = { GPSAltitude: 12.5, GPSAltitudeRef: 1 }
  const told = { Artist: 'Änne', Copyright: '© Änne', GPSAltitude: -12.5 }
  expect(embeddedMetadata({ Image: Image as never, GPSInfo: GPSInfo as never })).toEqual(told)
})

test('keywords that Windows wrote are a list', () => {
  const utf16 = (text: string) => [...Buffer.from(`${text}\0`, 'utf16le')]
  const Image = { XPKeywords: utf16('sea; Grüße;sea;'), XPTitle: utf16('Ostsee') }
  expect(embeddedMetadata({ Image: Image as never })).toEqual({ Keywords: ['sea', 'Grüße'], XPTitle: 'Ostsee' })
})

test('a place that no globe has is none', async () => {
  for (const GPSLatitude of ['91/1 0/1 0/1', '0/0 0/1 0/1']) {
    const found = read(await blockOf({ ...photograph, IFD3: { ...photograph.IFD3, GPSLatitude } }))
    expect(found).not.toHaveProperty('GPSLatitude')
    expect(found).not.toHaveProperty('GPSLongitude')
  }
})

test('a clock that was never set tells no time', () => {
  const block = (time: string) => readBlocks(blockWithTime(time)).Photo?.DateTimeOriginal
  expect(timeOf(block('2008:05:30 15:56:01'))).toBe('2008-05-30T15:56:01')
  for (const time of ['0000:00:00 00:00:00', '    :  :     :  :  ', '9999:99:99 99:99:99'])
    expect(timeOf(block(time))).toBeUndefined()
})

/** An EXIF of nothing but a time of taking. */
function blockWithTime(time: string): Buffer {
  const block = Buffer.alloc(64)
  block.write('II*\0', 'latin1')
  const directory = (at: number, tag: number, type: number, count: number, value: number) => {
    block.writeUInt16LE(1, at)
    block.writeUInt16LE(tag, at + 2)
    block.writeUInt16LE(type, at + 4)
    block.writeUInt32LE(count, at + 6)
    block.writeUInt32LE(value, at + 10)
  }
  block.writeUInt32LE(8, 4)
  directory(8, 0x8769, 4, 1, 26)
  directory(26, 0x9003, 2, 20, 44)
  block.write(time, 44, 'latin1')
  return block
}

test.each([
  ['bytes', 1],
  ['text', 2],
  ['numbers', 4],
])('a block of which each tag holds all of it as %s is given up', (_, type) => {
  const block = Buffer.alloc(65_000, 'A')
  const tags = Math.floor((block.length - 14) / 12)
  block.write('II*\0', 'latin1')
  block.writeUInt32LE(8, 4)
  block.writeUInt16LE(tags, 8)
  for (let tag = 0; tag < tags; tag++) {
    const at = 10 + tag * 12
    block.writeUInt16LE(tag + 1, at)
    block.writeUInt16LE(type, at + 2)
    block.writeUInt32LE(60_000, at + 4)
    block.writeUInt32LE(12, at + 8)
  }
  expect(readBlocks(block)).toEqual({})
  expect(read(block)).toBeNull()
})

test('a block that is damaged or means harm tells little, and nothing that is long or unknown', async () => {
  const whole = await blockOf({ ...photograph, IFD0: { ...photograph.IFD0, ImageDescription: 'x'.repeat(9000) } })
  const harm = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 30 })
  fc.assert(
    fc.property(harm, fc.nat(whole.length), (changes, length) => {
      const block = Buffer.from(whole)
      for (const [at, value] of changes) block[at] = value
      const found = Object.entries(read(block.subarray(0, length)) ?? {})
      for (const [name, value] of found) {
        expect(embeddedFields).toHaveProperty([name])
        expect(JSON.stringify(value).length).toBeLessThan(6100)
      }
    }),
    { numRuns: 300 },
  )
  expect(read(Buffer.from('no EXIF'))).toBeNull()
  expect(read(null)).toBeNull()
})
