import type { Pixels } from './pictures.ts'

/** One row of a bitmap, padded to four bytes. */
const rowSize = (width: number, bits: number) => Math.ceil((width * bits) / 32) * 4

/** The place of a pixel's first byte; bitmaps hold their last row first. */
const pixelAt = ({ width, height, channels }: Pixels, x: number, y: number) => ((height - 1 - y) * width + x) * channels

function headerOf({ width, height }: Pixels, bits: number, shownHeight = height): Buffer {
  const header = Buffer.alloc(40)
  header.writeUInt32LE(40, 0)
  header.writeInt32LE(width, 4)
  header.writeInt32LE(shownHeight, 8)
  header.writeUInt16LE(1, 12)
  header.writeUInt16LE(bits, 14)
  header.writeUInt32LE(rowSize(width, bits) * height, 20)
  return header
}

/** Blue, green, red (and a fourth byte of 0) of each pixel. */
function trueColorRows(pixels: Pixels, bits: 24 | 32): Buffer {
  const size = rowSize(pixels.width, bits)
  const rows = Buffer.alloc(size * pixels.height)
  for (let y = 0; y < pixels.height; y++) {
    for (let x = 0; x < pixels.width; x++) {
      const from = pixelAt(pixels, x, y)
      const to = y * size + x * (bits / 8)
      for (let channel = 0; channel < 3; channel++) rows[to + channel] = pixels.data[from + 2 - channel] ?? 0
    }
  }
  return rows
}

/** Positions in a palette of 256 greys. */
function greyRows(pixels: Pixels): Buffer {
  const size = rowSize(pixels.width, 8)
  const rows = Buffer.alloc(size * pixels.height)
  for (let y = 0; y < pixels.height; y++) {
    for (let x = 0; x < pixels.width; x++) rows[y * size + x] = pixels.data[pixelAt(pixels, x, y) + 1] ?? 0
  }
  return rows
}

const greyPalette = () => Buffer.from(Array.from({ length: 256 }, (_, grey) => [grey, grey, grey, 0]).flat())

/** A Windows bitmap; with 8 bits it holds the green channel as greys. */
export function bmp(pixels: Pixels, bits: 8 | 24 | 32): Buffer {
  const palette = bits === 8 ? greyPalette() : Buffer.alloc(0)
  const rows = bits === 8 ? greyRows(pixels) : trueColorRows(pixels, bits)
  const start = Buffer.alloc(14)
  const offset = start.length + 40 + palette.length
  start.write('BM', 'latin1')
  start.writeUInt32LE(offset + rows.length, 2)
  start.writeUInt32LE(offset, 10)
  return Buffer.concat([start, headerOf(pixels, bits), palette, rows])
}

/** The bitmap that an icon holds: 32 bits, opaque, its mask all zeros; the header counts both as height. */
export function iconBitmap(pixels: Pixels): Buffer {
  const rows = trueColorRows(pixels, 32)
  for (let alpha = 3; alpha < rows.length; alpha += 4) rows[alpha] = 255
  return Buffer.concat([
    headerOf(pixels, 32, pixels.height * 2),
    rows,
    Buffer.alloc(rowSize(pixels.width, 1) * pixels.height),
  ])
}

/** An icon file of pictures that are each a PNG or an icon's bitmap. */
export function ico(pictures: readonly { bytes: Buffer; width: number; height: number }[]): Buffer {
  const header = Buffer.from([0, 0, 1, 0, pictures.length, 0])
  let offset = header.length + pictures.length * 16
  const entries = pictures.map(({ bytes, width, height }) => {
    const entry = Buffer.from([width & 255, height & 255, 0, 0, 1, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    entry.writeUInt32LE(bytes.length, 8)
    entry.writeUInt32LE(offset, 12)
    offset += bytes.length
    return entry
  })
  return Buffer.concat([header, ...entries, ...pictures.map(({ bytes }) => bytes)])
}
