import { readFile } from 'node:fs/promises'
import { type Opened, open } from '../open.ts'
import { type Format, sniff, sniffLength } from '../sniff.ts'

/** Bytes of a file. Rejects without telling where it lies: what a host says may be shown to pages. */
export async function readBytes(path: string): Promise<Buffer> {
  return readFile(path).catch(() => Promise.reject(new Error('The file of a picture cannot be read.')))
}

/** Reads what comes before the pixels. Rejects when no decoder knows the bytes. */
export async function openBytes(bytes: Buffer, page = 0): Promise<Opened & { format: Format }> {
  const format = sniff(bytes.subarray(0, sniffLength))
  if (!format) throw new Error('No decoder knows these bytes.')
  const opened = await open(bytes, format, page)
  if (!(opened.pixelCount > 0)) throw new Error('The file says that it holds no pixels.')
  return { ...opened, format }
}
