import { randomBytes } from 'node:crypto'
import { expect } from 'playwright/test'
import sharp from 'sharp'
import type { Magpie } from './launch.ts'

/** A JPEG of soft colours, 640 x 480 pixels; each seed gives another picture, the same one each time. */
export async function makePicture(seed: number): Promise<Buffer<ArrayBuffer>> {
  const cells = { width: 8, height: 6, channels: 3 as const }
  let state = seed * 2654435761 + 1
  const next = () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32
    return state >>> 24
  }
  const colours = Uint8Array.from({ length: cells.width * cells.height * cells.channels }, next)
  const jpeg = await sharp(colours, { raw: cells }).resize(640, 480, { kernel: 'cubic' }).jpeg().toBuffer()
  return Buffer.from(jpeg)
}

/** A PNG of noise, 1200 x 900 pixels and about three megabytes, which no compression makes smaller. */
export async function makeLargePicture(): Promise<Buffer<ArrayBuffer>> {
  const raw = { width: 1200, height: 900, channels: 3 as const }
  const noise = randomBytes(raw.width * raw.height * raw.channels)
  return Buffer.from(await sharp(noise, { raw }).png().toBuffer())
}

/** Stores one picture by the window’s upload, and tells its hash. */
export async function storeOne({ page, call }: Magpie, name: string, bytes: Buffer): Promise<string> {
  const status = await page.evaluate(
    async ([name, base64]) => {
      const body = new FormData()
      body.set('file', new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name, { type: 'image/jpeg' }))
      return (await fetch('/v1/images', { method: 'POST', body })).status
    },
    [name, bytes.toString('base64')] as const,
  )
  expect(status).toBe(201)
  const [newest] = (await call('images.list', {})).items
  return newest?.hash ?? ''
}
