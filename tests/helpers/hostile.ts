import { constants, crc32, deflateRawSync } from 'node:zlib'
import { createRandom } from './pictures.ts'

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(data.length, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), body.length + 4)
  return chunk
}

const mebibyte = 1024 * 1024

/** A stretch of zeros as a piece of a deflate stream that may stand any number of times. */
const packedStretch = once(() =>
  deflateRawSync(Buffer.alloc(mebibyte), { finishFlush: constants.Z_FULL_FLUSH, level: 9 }),
)

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** So many zeros as zlib packs them, without ever holding them. */
function packedZeros(byteLength: number): Buffer {
  const stretches = Array.from({ length: Math.floor(byteLength / mebibyte) }, packedStretch)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE((byteLength % 65_521) * 65_536 + 1)
  return Buffer.concat([
    Buffer.from([0x78, 0xda]),
    ...stretches,
    deflateRawSync(Buffer.alloc(byteLength % mebibyte), { level: 9 }),
    checksum,
  ])
}

/** A PNG by hand: black, one bit a pixel unless said otherwise, so that a huge one is a tiny file. */
export function blackPng(width: number, height: number, options: { interlaced?: boolean; bits?: 1 | 16 } = {}): Buffer {
  const { interlaced = false, bits = 1 } = options
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([bits, bits === 16 ? 6 : 0, 0, 0, interlaced ? 1 : 0], 8)
  const rowBytes = Math.ceil((width * bits * (bits === 16 ? 4 : 1)) / 8) + 1
  const data = packedZeros(interlaced ? rowBytes * height + height * 4 : rowBytes * height)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, pngChunk('IHDR', header), pngChunk('IDAT', data), pngChunk('IEND', Buffer.alloc(0))])
}

/** An SVG whose filters take far longer than any reader waits. */
export function endlessSvg(): Buffer {
  const blurs = Array.from({ length: 400 }, () => '<feTurbulence baseFrequency="0.9" numOctaves="200"/>').join('')
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="4000"><filter id="f">${blurs}</filter>` +
      '<rect width="4000" height="4000" filter="url(#f)"/></svg>',
  )
}

/** The bytes with a few of them changed, cut off, doubled or left out, as the seed says. */
export function mutate(bytes: Buffer, seed: number): Buffer {
  const random = createRandom(seed)
  const at = () => Math.floor(random() * bytes.length)
  const changed = Buffer.from(bytes)
  const kind = Math.floor(random() * 5)
  if (kind === 0) return changed.subarray(0, 1 + at())
  if (kind === 1) return Buffer.concat([changed.subarray(0, at()), changed.subarray(at())])
  for (let count = kind === 2 ? 1 : 1 + Math.floor(random() * 24); count > 0; count--) {
    // Headers say how large things are: they are hit as often as all the rest.
    const place = random() < 0.5 ? Math.floor(random() * Math.min(64, bytes.length)) : at()
    changed[place] = Math.floor(random() * 256)
  }
  return kind === 4 ? Buffer.concat([changed, changed.subarray(at())]) : changed
}
