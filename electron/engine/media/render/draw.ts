import type { Sharp } from 'sharp'
import { type Input, type Operation, pictureName, previewScale, scaledSize } from '../drawing.ts'
import type { Opened } from '../open.ts'
import type { DecodeLimits, Drawn, Pictures } from '../protocol.ts'
import { applyTo } from './apply.ts'
import { flow, isFlowing, stageOf } from './flow.ts'
import { createKept } from './kept.ts'
import { lay } from './layer.ts'
import { filled, imageOf, type Raw, rawOf } from './raw.ts'
import { openBytes, pixelsIn, readBytes } from './read.ts'
import { write } from './text.ts'

/** A picture in the making: a pipeline that has not run yet, and how far within sharp’s own order it is filled. */
export interface Canvas {
  image: Sharp
  stage: number
}

function bytesOf(pictures: Pictures, name: string): Buffer {
  const picture = pictures[name]
  if (!picture) throw new Error('A picture of the drawing is missing.')
  return 'png' in picture ? Buffer.from(picture.png) : readBytes(picture.path)
}

/** A picture of the drawing before its pixels are read. Rejects when it cannot be read. */
export async function openPicture(pictures: Pictures, name: string, page = 0): Promise<Opened> {
  return openBytes(bytesOf(pictures, name), page)
}

/** Seconds that one pipeline may take. */
export const secondsOf = (limits: DecodeLimits) => Math.max(1, Math.ceil(limits.milliseconds / 1000))

const mebibyte = 1024 * 1024
const keep = createKept(96 * mebibyte)

/** Upright pixels of a picture, not decoded yet; those of small ones are kept. */
async function pixelsOf(pictures: Pictures, name: string, page: number, limits: DecodeLimits): Promise<Sharp> {
  const picture = pictures[name]
  if (!picture || 'png' in picture || !picture.isSmall) return pixelsIn(bytesOf(pictures, name), page)
  const small = await keep(`${picture.path} ${page}`, async () => {
    const opened = await openPicture(pictures, name, page)
    const size = scaledSize(opened, previewScale(opened))
    return rawOf((await opened.pixels('none')).resize({ ...size, fit: 'fill' }), secondsOf(limits))
  })
  return imageOf(small)
}

async function start(input: Input, pictures: Pictures, limits: DecodeLimits): Promise<Canvas> {
  if (input.kind === 'canvas') return { image: imageOf(filled(input, input.color)), stage: 0 }
  if (input.kind === 'text') return { image: imageOf(await write(input.lettering)), stage: 0 }
  const page = input.kind === 'image' ? input.page : 0
  return { image: await pixelsOf(pictures, pictureName(input), page, limits), stage: 0 }
}

/** Pixels of a drawing. */
export async function drawRaw(drawn: Drawn, limits: DecodeLimits): Promise<Raw> {
  return rawOf((await draw(drawn, limits)).image, secondsOf(limits))
}

async function step(canvas: Canvas, operation: Operation, pictures: Pictures, limits: DecodeLimits): Promise<Canvas> {
  const seconds = secondsOf(limits)
  if (isFlowing(operation)) {
    const stage = stageOf(operation)
    const image = stage > canvas.stage ? canvas.image : imageOf(await rawOf(canvas.image, seconds))
    return { image: flow(image, operation), stage }
  }
  const raw = await rawOf(canvas.image, seconds)
  const after =
    operation.kind === 'layer'
      ? lay(raw, await drawRaw({ drawing: operation.drawing, pictures }, limits), operation, seconds)
      : applyTo(raw, operation, seconds)
  return { image: imageOf(await after), stage: 0 }
}

/** Does what a drawing asks for, up to the last pipeline, which is left to run with the encoder. */
export async function draw({ drawing, pictures }: Drawn, limits: DecodeLimits): Promise<Canvas> {
  let canvas = await start(drawing.input, pictures, limits)
  for (const operation of drawing.operations) canvas = await step(canvas, operation, pictures, limits)
  return canvas
}
