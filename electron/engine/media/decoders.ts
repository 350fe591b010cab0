import { decode as decodeBmpBytes } from 'bmp-ts'
import heicDecode from 'heic-decode'
import { decodeIco } from 'icojs'

/** Pixels as four bytes each: red, green, blue, alpha. */
interface Rgba {
  data: Uint8Array
  width: number
  height: number
}

/** A picture whose size is known before its pixels are asked for. */
export interface Decodable {
  width: number
  height: number
  decode(): Promise<Rgba>
}

/** HEIC by libheif as WebAssembly; the first picture of the file. */
export async function openHeic(buffer: Uint8Array): Promise<Decodable & { frames: number }> {
  const pictures = await heicDecode.all({ buffer })
  const [picture] = pictures
  if (!picture) throw new Error('The HEIC file holds no picture.')
  const decode = async () => {
    const { data, width, height } = await picture.decode()
    return { data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength), width, height }
  }
  return { width: picture.width, height: picture.height, frames: pictures.length, decode }
}

/** BMP; its fourth byte is not transparency in most files, so the picture counts as opaque. */
export function openBmp(buffer: Buffer): Decodable {
  const width = Math.abs(buffer.readInt32LE(18))
  const height = Math.abs(buffer.readInt32LE(22))
  const decode = async () => {
    const { data } = decodeBmpBytes(buffer, { toRGBA: true })
    for (let alpha = 3; alpha < data.length; alpha += 4) data[alpha] = 255
    return { data, width, height }
  }
  return { width, height, decode }
}

/** The largest picture of an icon file, as PNG bytes. */
export async function largestIcon(buffer: Buffer): Promise<Buffer> {
  const pictures = await decodeIco(buffer, 'image/png')
  const largest = pictures.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a))
  return Buffer.from(new Uint8Array(largest.buffer))
}
