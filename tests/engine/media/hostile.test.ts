import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Stored } from '../../../electron/engine/entry.ts'
import { blackPng, endlessSvg } from '../../helpers/hostile.ts'
import { hashOf, type OpenLibrary, openLibrary, openSharedLibrary, store } from '../../helpers/library.ts'
import { encoder, jpeg, png, scene } from '../../helpers/pictures.ts'
import { bmp, ico, iconBitmap } from '../../helpers/pictures-bitmap.ts'

/** For those tests that need no options. */
let opened: OpenLibrary & { remove(): Promise<void> }
beforeAll(async () => {
  opened = await openSharedLibrary()
})
afterAll(() => opened.remove())

const mebibyte = 1024 * 1024
const detailOf = ({ client }: OpenLibrary, stored: Stored) => client.images.get({ hash: hashOf(stored) })
const svg = (inside: string, size = 40) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">${inside}</svg>`)

let seed = 100

/** Stores new pictures that nothing is wrong with; answers with how each was decoded. */
async function storeGood(opened: OpenLibrary, count: number): Promise<string[]> {
  const pictures = await Promise.all(Array.from({ length: count }, (_, i) => (i % 2 ? png(++seed) : jpeg(++seed))))
  const stored = await Promise.all(pictures.map((bytes) => store(opened.library, bytes)))
  return (await Promise.all(stored.map((one) => detailOf(opened, one)))).map(({ decode }) => decode.status)
}

const allOk = (count: number) => Array.from({ length: count }, () => 'ok')

describe('a file that is not whole', () => {
  test('a JPEG that was cut off is stored as damaged, with a reason, its size and the pixels that are there', async () => {
    const whole = await jpeg(1, 640, 480)
    const stored = await store(opened.library, whole.subarray(0, Math.floor(whole.length * 0.6)))
    const detail = await detailOf(opened, stored)
    expect(detail).toMatchObject({ width: 640, height: 480, contentType: 'image/jpeg', hasThumbnail: true })
    expect(detail.decode.status).toBe('damaged')
    expect(detail.decode.reason).toBeTruthy()
    expect(stored.verdict).toMatchObject({ kind: 'added', reason: detail.decode.reason })
    expect((await opened.library.thumbnail(detail.hash))?.length).toBeGreaterThan(500)
    expect(detail.perceptualHash?.value).toMatch(/^[0-9a-f]{16}$/)
  })

  test('a JPEG of which only the head is there is stored with a reason', async () => {
    const detail = await detailOf(opened, await store(opened.library, (await jpeg(2)).subarray(0, 100)))
    expect(['failed', 'damaged']).toContain(detail.decode.status)
    expect(detail.decode.reason).toBeTruthy()
  })

  test('a PNG that was cut off keeps what there is', async () => {
    const whole = await png(3, 640, 480)
    const detail = await detailOf(opened, await store(opened.library, whole.subarray(0, whole.length / 2)))
    expect(detail).toMatchObject({ width: 640, height: 480, contentType: 'image/png' })
    expect(detail.decode.status).not.toBe('ok')
  })
})

describe('a file that is not what its name says', () => {
  test('a text named .png is stored as unknown bytes', async () => {
    const stored = await store(opened.library, 'no picture at all', { filename: 'picture.png' })
    expect(await detailOf(opened, stored)).toMatchObject({
      contentType: 'application/octet-stream',
      name: 'picture.png',
    })
  })

  test('a text that only begins like a PNG is stored as unknown bytes, with the decoder’s reason', async () => {
    const bytes = Buffer.concat([(await png(4)).subarray(0, 8), Buffer.from('and then something else')])
    const detail = await detailOf(opened, await store(opened.library, bytes))
    expect(detail).toMatchObject({ contentType: 'application/octet-stream', width: null, hasThumbnail: false })
    expect(detail.decode.status).toBe('failed')
  })

  test('a PNG named .txt is a PNG', async () => {
    const detail = await detailOf(opened, await store(opened.library, await png(5), { filename: 'notes.txt' }))
    expect(detail).toMatchObject({ contentType: 'image/png', decode: { status: 'ok' } })
  })
})

describe('a file that says it is enormous', () => {
  test('a PNG of 30,000 x 30,000 pixels is refused before a pixel is decoded, with its size known', async () => {
    const bomb = blackPng(30_000, 30_000)
    expect(bomb.length).toBeLessThan(150_000)
    const started = performance.now()
    const detail = await detailOf(opened, await store(opened.library, bomb))
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(detail).toMatchObject({ width: 30_000, height: 30_000, contentType: 'image/png', hasThumbnail: false })
    expect(detail.decode).toMatchObject({ status: 'refused', reason: expect.stringMatching(/30000 × 30000 pixels/) })
  })

  test('the limit of pixels is that of the options', async () => {
    const opened = await openLibrary({ limits: { pixels: 10_000 } })
    const [within, above] = [await png(6, 100, 100), await png(6, 101, 100)]
    expect((await detailOf(opened, await store(opened.library, within))).decode.status).toBe('ok')
    expect((await detailOf(opened, await store(opened.library, above))).decode.status).toBe('refused')
  })

  test.each([
    ['a BMP', (size: number) => bombBmp(size, size)],
    ['an icon of a bitmap', (size: number) => ico([{ bytes: bombIcon(size), width: 0, height: 0 }])],
    ['an SVG', (size: number) => svg('<rect width="9" height="9"/>', size)],
  ])('%s of 100,000 x 100,000 pixels costs nothing but its own pixels', async (_, make) => {
    const [stored, good] = await Promise.all([store(opened.library, make(100_000)), storeGood(opened, 4)])
    const detail = await detailOf(opened, stored)
    expect(['refused', 'failed']).toContain(detail.decode.status)
    expect(detail.hasThumbnail).toBe(false)
    expect(good).toEqual(allOk(4))
  })

  test.each([0, -1, -2_147_483_648])('a BMP that is %i pixels wide is stored with a reason', async (width) => {
    const [stored, good] = await Promise.all([store(opened.library, bombBmp(width, 5)), storeGood(opened, 3)])
    expect((await detailOf(opened, stored)).decode.reason).toBeTruthy()
    expect(good).toEqual(allOk(3))
  })
})

function bombBmp(width: number, height: number): Buffer {
  const bytes = bmp(scene(7, 8, 8), 24)
  bytes.writeInt32LE(width, 18)
  bytes.writeInt32LE(height, 22)
  return bytes
}

function bombIcon(size: number): Buffer {
  const bytes = iconBitmap(scene(8, 16, 16))
  bytes.writeInt32LE(size, 4)
  bytes.writeInt32LE(size * 2, 8)
  return bytes
}

describe('a file that takes its decode host with it', () => {
  test('by memory is stored with that reason, and those that were in flight beside it with their pixels', async () => {
    const log: string[] = []
    const opened = await openLibrary({ limits: { memory: 260 * mebibyte }, log: (message) => log.push(message) })
    const hog = blackPng(6000, 6000, { interlaced: true, bits: 16 })
    const guilty = store(opened.library, hog, { url: 'https://example.org/hog.png' })
    const good = await storeGood(opened, 12)
    const detail = await detailOf(opened, await guilty)
    expect(good).toEqual(allOk(12))
    expect(detail).toMatchObject({ contentType: 'image/png', hasThumbnail: false, perceptualHash: null })
    expect(detail.decode).toEqual({ status: 'failed', reason: 'Decoding needed too much memory.' })
    expect(await storeGood(opened, 14)).toEqual(allOk(14))
  })

  test('by time is stored with that reason after three seconds, and neither pictures nor the engine wait', async () => {
    const opened = await openLibrary()
    const delay = monitorEventLoopDelay({ resolution: 10 })
    delay.enable()
    let isEnded = false
    const endless = store(opened.library, endlessSvg()).finally(() => {
      isEnded = true
    })
    const after = store(opened.library, svg('<circle cx="20" cy="20" r="9" fill="red"/>'))
    expect(await storeGood(opened, 6)).toEqual(allOk(6))
    expect(isEnded).toBe(false)
    const detail = await detailOf(opened, await endless)
    delay.disable()
    expect(detail).toMatchObject({ contentType: 'image/svg+xml', hasThumbnail: false })
    expect(detail.decode).toEqual({ status: 'failed', reason: 'Decoding took longer than 3 s.' })
    expect((await detailOf(opened, await after)).decode.status).toBe('ok')
    expect(delay.max / 1e6).toBeLessThan(1500)
  })

  test('is looked at once more for a thumbnail only when it had one', async () => {
    const stored = await store(opened.library, blackPng(30_000, 30_000))
    expect(await opened.library.thumbnail(hashOf(stored))).toBeUndefined()
    expect(await opened.library.thumbnail('00'.repeat(32))).toBeUndefined()
  })
})

describe('a picture in an odd colour space', () => {
  test('is shown in sRGB', async () => {
    const cmyk = await encoder(scene(9)).toColourspace('cmyk').jpeg().toBuffer()
    const detail = await detailOf(opened, await store(opened.library, cmyk))
    expect(detail).toMatchObject({ decode: { status: 'ok' }, hasThumbnail: true })
  })
})
