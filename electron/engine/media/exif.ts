import readExif from 'exif-reader'

export type Exif = Partial<ReturnType<typeof readExif>>

/** What exif-reader makes of `0000:00:00 00:00:00`, by which cameras say that they do not know. */
const unknownTime = Date.UTC(0, -1, 0)

/** The blocks of an EXIF, none of which a damaged one has. */
export function readBlocks(exif: Uint8Array | null): Exif {
  try {
    return exif ? readExif(Buffer.from(exif.buffer, exif.byteOffset, exif.byteLength)) : {}
  } catch {
    return {}
  }
}

/** The time that a tag tells, `YYYY-MM-DDTHH:MM:SS` by the camera’s clock. */
export function timeOf(tag: unknown): string | undefined {
  if (!(tag instanceof Date) || Number.isNaN(tag.getTime()) || tag.getTime() === unknownTime) return undefined
  const text = tag.toISOString()
  return text.length === 24 ? text.slice(0, 19) : undefined
}
