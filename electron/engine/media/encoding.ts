import type { Format } from './sniff.ts'

/** The luma quantisation table of quality 50 in zigzag order. Source: ITU-T T.81, table K.1. */
const standardLuma = [
  16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61,
  60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121,
  112, 100, 120, 92, 101, 103, 99,
]

/** The standard table as the encoders of the Independent JPEG Group scale it for a quality of 1 to 100. */
function scaledTable(quality: number): number[] {
  const percent = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality
  return standardLuma.map((value) => Math.min(255, Math.max(1, Math.floor((value * percent + 50) / 100))))
}

/** Logarithms, so that a step of the coarse values counts no more than one of the fine. */
const logarithms = (table: readonly number[]) => Float64Array.from(table, (value) => Math.log(value || 1))

const scaledTables = Array.from({ length: 100 }, (_, i) => logarithms(scaledTable(i + 1)))

/** The parts of a JPEG before its pixels: each marker with what follows its length. */
function* segments(bytes: Uint8Array): Generator<{ marker: number; content: Uint8Array }> {
  const startOfScan = 0xda
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1] as number
    const length = ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number)
    if (bytes[at] !== 0xff || length < 2 || marker === startOfScan) return
    yield { marker, content: bytes.subarray(at + 4, at + 2 + length) }
    at += 2 + length
  }
}

/** The quantisation table number 0, which is luma's, among those of a DQT segment; values of 8 or 16 bits. */
function lumaTable(content: Uint8Array): number[] | undefined {
  for (let at = 0; at < content.length; ) {
    const head = content[at] as number
    const valueBytes = head >> 4 ? 2 : 1
    const values = content.subarray(at + 1, at + 1 + 64 * valueBytes)
    if (values.length < 64 * valueBytes) return undefined
    if ((head & 15) === 0)
      return Array.from({ length: 64 }, (_, i) =>
        valueBytes === 1 ? (values[i] as number) : ((values[2 * i] as number) << 8) | (values[2 * i + 1] as number),
      )
    at += 1 + 64 * valueBytes
  }
  return undefined
}

/** How far two tables are apart, as the sum of the ratios of their values. */
function mismatch(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += Math.abs((a[i] as number) - (b[i] as number))
  return sum
}

/** The quality (1 to 100) whose scaled standard table is nearest to that of a JPEG; null where it has none. */
export function jpegQuality(bytes: Uint8Array): number | null {
  const definesTables = 0xdb
  for (const { marker, content } of segments(bytes)) {
    const table = marker === definesTables ? lumaTable(content) : undefined
    if (!table) continue
    const measured = logarithms(table)
    const mismatches = scaledTables.map((scaled) => mismatch(measured, scaled))
    return mismatches.indexOf(Math.min(...mismatches)) + 1
  }
  return null
}

/** Whether the pixels of a WebP are coded without loss, by its first chunk of pixels; null where there is none. */
function isLosslessWebp(bytes: Uint8Array): boolean | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const frameHeader = 16
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4))
    if (name === 'VP8L') return true
    if (name === 'VP8 ') return false
    const size = view.getUint32(at + 4, true)
    at += 8 + (name === 'ANMF' ? frameHeader : size + (size % 2))
  }
  return null
}

/** Whether a file's encoding keeps every pixel; null where its format does not tell. */
export function isLossless(bytes: Uint8Array, format: Format): boolean | null {
  if (format === 'webp') return isLosslessWebp(bytes)
  if (format === 'jpeg') return false
  return format === 'png' || format === 'gif' || format === 'bmp' || format === 'ico' ? true : null
}
