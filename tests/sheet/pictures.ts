import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { animatedGif, encoder, paint } from '../helpers/pictures.ts'
import type { PictureName } from './example.ts'

/** The size of the picture in ImageKit’s documentation. */
const size = { width: 640, height: 865 }

const mixed = (from: readonly number[], to: readonly number[], share: number) =>
  from.map((value, channel) => value + ((to[channel] ?? 0) - value) * share)

/** A landscape with edges, colours and a sky, so that effects can be told from each other. */
function landscapeAt(x: number, y: number): readonly number[] {
  if (Math.hypot((x - 0.7) * 0.74, y - 0.2) < 0.09) return [255, 236, 170]
  const far = 0.5 + 0.06 * Math.sin(x * 9) + 0.02 * Math.sin(x * 41)
  const near = 0.66 + 0.05 * Math.sin(x * 5 + 2)
  if (y < far) return mixed([64, 128, 220], [250, 190, 160], y / far)
  if (y < near) return mixed([70, 90, 130], [50, 70, 60], (y - far) / (near - far))
  const depth = 1 / (y - near + 0.03)
  const isLight = (Math.floor(x * 10) + Math.floor(depth)) % 2 === 0
  return isLight ? [120, 165, 80] : [80, 125, 60]
}

const jpegIn = (folder: string): string | undefined =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .find((name) => /\.jpe?g$/i.test(name))

/** A photograph of `MAGPIE_PHOTOS`, else the drawn landscape. */
async function scene(): Promise<Buffer> {
  const folder = process.env.MAGPIE_PHOTOS
  const name = folder && jpegIn(folder)
  const picture = name
    ? sharp(join(folder, name))
        .resize({ ...size, position: 'attention' })
        .keepMetadata()
    : encoder(paint(size.width, size.height, landscapeAt))
  return picture.jpeg({ quality: 92 }).toBuffer()
}

const mark = () => readFileSync(new URL('../../resources/icon.png', import.meta.url))

/** The scene on a sheet of paper that is to be trimmed off. */
const framed = (picture: Buffer) =>
  sharp(picture)
    .resize({ width: 400 })
    .extend({ top: 60, bottom: 60, left: 90, right: 90, background: '#f4efe6' })
    .png()
    .toBuffer()

const frame = (color: readonly number[]) =>
  paint(300, 200, (x, y) => (Math.hypot((x - 0.5) * 1.5, y - 0.5) < 0.3 ? [255, 255, 255] : color))

/** The pictures that examples are made from, encoded. */
export async function examplePictures(): Promise<Record<PictureName, Buffer>> {
  const picture = await scene()
  return {
    'scene.jpg': picture,
    'framed.png': await framed(picture),
    'mark.png': await sharp(mark()).resize({ width: 512 }).png().toBuffer(),
    'frames.gif': await animatedGif([frame([211, 47, 47]), frame([47, 111, 237])]),
  }
}
