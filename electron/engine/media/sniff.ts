/** The kinds of bytes that some decoder may read; told by their first bytes, never by a name. */
export type Format = 'jpeg' | 'png' | 'gif' | 'webp' | 'tiff' | 'avif' | 'heic' | 'bmp' | 'ico' | 'svg'

export const contentTypes: Record<Format, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  tiff: 'image/tiff',
  avif: 'image/avif',
  heic: 'image/heic',
  bmp: 'image/bmp',
  ico: 'image/x-icon',
  svg: 'image/svg+xml',
}

/** Bytes at the start that `sniff` wants to see. */
export const sniffLength = 4096

const ascii = (head: Uint8Array, from: number, to: number) => String.fromCharCode(...head.subarray(from, to))
const startsWith = (head: Uint8Array, ...bytes: number[]) => bytes.every((byte, at) => head[at] === byte)

/** The kind of an ISO base media file by its brands: AVIF, HEIC, or neither. */
function isoFormat(head: Uint8Array): Format | undefined {
  const size = Math.min(head.length, new DataView(head.buffer, head.byteOffset, 4).getUint32(0))
  const brands = ascii(head, 8, Math.max(12, Math.min(size, 128)))
  if (/avif|avis/.test(brands)) return 'avif'
  return /heic|heix|hevc|hevx|heim|heis|mif1|msf1/.test(brands) ? 'heic' : undefined
}

/** An SVG document, after a byte order mark, a declaration, comments and a doctype. */
function isSvg(head: Uint8Array): boolean {
  const text = new TextDecoder().decode(head)
  return /^\uFEFF?\s*(?:<\?xml[^>]*\?>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE\s+svg[^>[]*(?:\[[\s\S]*?\])?[^>]*>\s*)*<(?:\w+:)?svg[\s>/]/i.test(
    text,
  )
}

/** The format that the first bytes announce, or undefined for everything that no decoder reads. */
export function sniff(head: Uint8Array): Format | undefined {
  if (startsWith(head, 0xff, 0xd8, 0xff)) return 'jpeg'
  if (startsWith(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png'
  if (/^GIF8[79]a/.test(ascii(head, 0, 6))) return 'gif'
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return 'webp'
  if (startsWith(head, 0x49, 0x49, 0x2a, 0) || startsWith(head, 0x4d, 0x4d, 0, 0x2a)) return 'tiff'
  if (ascii(head, 4, 8) === 'ftyp') return isoFormat(head)
  if (ascii(head, 0, 2) === 'BM' && head.length > 26) return 'bmp'
  if (startsWith(head, 0, 0, 1, 0) && head.length > 22) return 'ico'
  return isSvg(head) ? 'svg' : undefined
}
