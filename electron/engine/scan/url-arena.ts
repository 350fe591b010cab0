import { GrowingInt32 } from './growing.ts'
import { instantiateScan } from './module.ts'

/** The longest URL that is kept, in UTF-8 bytes. */
export const longestUrl = 32_768

const textBytes = 16 * 1024 * 1024
const segmentRecords = 1 << 18
const separator = 0xff
const encoder = new TextEncoder()

/** UTF-8 bytes of a needle, ASCII capitals folded as the arena folds its URLs. */
function foldedBytes(text: string): Uint8Array {
  return encoder.encode(text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()))
}

/** A fixed stretch of the arena, with a memory of its own: text, needle, record offsets, hits. */
function createSegment() {
  const needleAt = textBytes + 128
  const offsetsAt = needleAt + longestUrl * 4
  const hitsAt = offsetsAt + (segmentRecords + 1) * 4
  const { exports, buffer } = instantiateScan(hitsAt + segmentRecords * 4)
  const bytes = new Uint8Array(buffer)
  const offsets = new Uint32Array(buffer, offsetsAt, segmentRecords + 1)
  const hits = new Uint32Array(buffer, hitsAt, segmentRecords)
  const images = new Int32Array(segmentRecords)
  const sources = new Int32Array(segmentRecords)
  let size = 0
  let count = 0

  return {
    images,
    sources,
    /** The record's number, or -1 when the segment is full. */
    append(url: string, image: number, source: number): number {
      if (count === segmentRecords || size + url.length * 3 + 1 > textBytes) return -1
      const { written } = encoder.encodeInto(url, bytes.subarray(size, textBytes - 1))
      exports.foldCase(size, written)
      bytes[size + written] = separator
      images[count] = image
      sources[count] = source
      size += written + 1
      offsets[count + 1] = size
      return count++
    },
    /** Numbers of the records that hold the needle; valid until the next call. */
    find(needle: Uint8Array): Uint32Array {
      bytes.set(needle, needleAt)
      return hits.subarray(0, exports.findSubstring(needleAt, needle.length, 0, size, offsetsAt, count, hitsAt))
    },
  }
}

/** The records of one stretch that hold a needle, oldest first: positions in `images` and `sources`. Dead ones have image 0. */
export interface Matches {
  hits: Uint32Array
  images: Int32Array
  sources: Int32Array
}

/**
 * Every source's URL as folded bytes in memory, in the order of the sources' `seq`: the exact answer to
 * “which URLs hold these characters?” at memory speed, for any needle of one character or more.
 * A source that is seen again moves to the end; its former record stays as a dead one (image 0).
 */
export class UrlArena {
  #segments = [createSegment()]
  #recordOf = new GrowingInt32()

  /** Adds a source's URL at the end, or moves it there. */
  append(source: number, image: number, url: string): void {
    this.#forget(source)
    let last = this.#segments.length - 1
    let record = this.#segments[last]?.append(url, image, source) ?? -1
    if (record === -1) {
      last = this.#segments.push(createSegment()) - 1
      record = this.#segments[last]?.append(url, image, source) ?? -1
    }
    this.#recordOf.set(source, last * segmentRecords + record + 1)
  }

  /** The stretches that may hold matches, the newest first; each is valid until the next is asked for. */
  *search(text: string): Generator<Matches> {
    const needle = foldedBytes(text)
    if (needle.length === 0 || needle.length > longestUrl * 4) return
    for (const segment of this.#segments.toReversed()) {
      const { images, sources } = segment
      yield { images, sources, hits: segment.find(needle) }
    }
  }

  #forget(source: number): void {
    const place = this.#recordOf.get(source) - 1
    const segment = this.#segments[Math.floor(place / segmentRecords)]
    if (place >= 0 && segment) segment.images[place % segmentRecords] = 0
  }
}
