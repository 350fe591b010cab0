import sharp, { type Sharp } from 'sharp'

/** 8-bit pixels, row by row: red, green, blue and, with four channels, alpha. */
export interface Pixels {
  data: Buffer
  width: number
  height: number
  channels: 3 | 4
}

/** Numbers from 0 to 1 that are the same for the same seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Pixels painted by a function of the place (each from 0 to 1) that answers red, green, blue and alpha (0 to 255). */
export function paint(
  width: number,
  height: number,
  colorAt: (x: number, y: number) => readonly number[],
  channels: 3 | 4 = 3,
): Pixels {
  const data = Buffer.alloc(width * height * channels)
  for (let p = 0; p < width * height; p++) {
    const color = colorAt(((p % width) + 0.5) / width, (Math.floor(p / width) + 0.5) / height)
    for (let channel = 0; channel < channels; channel++) data[p * channels + channel] = color[channel] ?? 255
  }
  return { data, width, height, channels }
}

/** A picture like no other: a gradient with discs, the same at every size for the same seed. */
export function scene(seed: number, width = 192, height = 128): Pixels {
  const random = createRandom(seed)
  const color = () => [random() * 255, random() * 255, random() * 255]
  const [from, to] = [color(), color()]
  const discs = Array.from({ length: 7 }, () => ({
    x: random(),
    y: random(),
    radius: 0.08 + random() * 0.2,
    color: color(),
  }))
  return paint(width, height, (x, y) => {
    const disc = discs.find((one) => Math.hypot(one.x - x, one.y - y) < one.radius)
    return disc?.color ?? from.map((value, channel) => value + ((to[channel] ?? 0) - value) * ((x + y) / 2))
  })
}

/** The pixels in sharp's hands, to be encoded. */
export const encoder = ({ data, width, height, channels }: Pixels): Sharp =>
  sharp(data, { raw: { width, height, channels } })

/** A small PNG of its own for each seed. */
export const png = (seed: number, width?: number, height?: number): Promise<Buffer> =>
  encoder(scene(seed, width, height))
    .png()
    .toBuffer()

/** A JPEG of its own for each seed. */
export const jpeg = (seed: number, width?: number, height?: number): Promise<Buffer> =>
  encoder(scene(seed, width, height))
    .jpeg({ quality: 90 })
    .toBuffer()

/** A GIF with one frame for each of the pictures. */
export async function animatedGif(frames: readonly Pixels[]): Promise<Buffer> {
  const pictures = await Promise.all(frames.map((frame) => encoder(frame).png().toBuffer()))
  return sharp(pictures, { join: { animated: true } })
    .gif()
    .toBuffer()
}

/**
 * Pixels stored so that an EXIF orientation (1 to 8) shows them as they were given.
 * Source: Exif 2.32, tag 0x0112, where row 0 and column 0 of the stored pixels lie in the shown picture.
 */
function storedFor(orientation: number, { data, width, height, channels }: Pixels): Pixels {
  const isTurned = orientation > 4
  const [storedWidth, storedHeight] = isTurned ? [height, width] : [width, height]
  const isRightFirst = [2, 3, 6, 7].includes(orientation)
  const isBottomFirst = [3, 4, 7, 8].includes(orientation)
  const stored = Buffer.alloc(data.length)
  for (let p = 0; p < width * height; p++) {
    const [column, row] = [p % storedWidth, Math.floor(p / storedWidth)]
    const [across, down] = isTurned ? [row, column] : [column, row]
    const x = isRightFirst ? width - 1 - across : across
    const y = isBottomFirst ? height - 1 - down : down
    data.copy(stored, p * channels, (y * width + x) * channels, (y * width + x + 1) * channels)
  }
  return { data: stored, width: storedWidth, height: storedHeight, channels }
}

/** A JPEG without loss of colour detail, with that EXIF orientation. */
export const orientedJpeg = (pixels: Pixels, orientation: number): Promise<Buffer> =>
  encoder(storedFor(orientation, pixels))
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .withMetadata({ orientation })
    .toBuffer()
