import readExif from 'exif-reader'

export type Exif = Partial<ReturnType<typeof readExif>>

/** What exif-reader makes of `0000:00:00 00:00:00`, by which cameras say that they do not know. */
const unknownTime = Date.UTC(0, -1, 0)

/** So often each byte of a block may be looked at, on average; a photograph’s are less than once. */
const looksPerByte = 16

/** A block that ends its own reading where many of its tags are made of the same bytes: that would take all memory. */
function watched({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  let left = looksPerByte * byteLength
  const spend = (looks: number) => {
    left -= looks
    if (left < 0) throw new RangeError('The tags of this EXIF are larger than it is.')
  }
  const plain = Buffer.from(buffer, byteOffset, byteLength)
  const slice = (start: number, end: number) => {
    const part = plain.subarray(start, end)
    spend(part.length)
    return part
  }
  // Of the reader’s ways to a value, one asks for the length each time, the other takes a slice.
  const length = () => {
    spend(1)
    return byteLength
  }
  return Object.defineProperties(Buffer.from(buffer, byteOffset, byteLength), {
    length: { get: length },
    slice: { value: slice },
  })
}

/** The blocks of an EXIF, none of which a damaged one has. */
export function readBlocks(exif: Uint8Array | null): Exif {
  try {
    return exif ? readExif(watched(exif)) : {}
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
