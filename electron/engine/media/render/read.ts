import { readFileSync } from 'node:fs'
import type { Sharp } from 'sharp'
import { type Opened, open, openPixels } from '../open.ts'
import { type Format, sniff, sniffLength } from '../sniff.ts'

/**
 * Bytes of a file, read at one go: in pieces it takes a millisecond more for a large photograph. Throws without telling
 * where it lies: what a host says may be shown to pages.
 */
export function readBytes(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    throw new Error('The file of a picture cannot be read.')
  }
}

function formatOf(bytes: Buffer): Format {
  const format = sniff(bytes.subarray(0, sniffLength))
  if (!format) throw new Error('No decoder knows these bytes.')
  return format
}

/** Reads what comes before the pixels. Rejects when no decoder knows the bytes. */
export async function openBytes(bytes: Buffer, page = 0): Promise<Opened & { format: Format }> {
  const format = formatOf(bytes)
  const opened = await open(bytes, format, page)
  if (!(opened.pixelCount > 0)) throw new Error('The file says that it holds no pixels.')
  return { ...opened, format }
}

/** Upright pixels of a page that is known to have some, not decoded yet. Rejects when no decoder knows the bytes. */
export const pixelsIn = async (bytes: Buffer, page = 0): Promise<Sharp> => openPixels(bytes, formatOf(bytes), page)
