import { open } from 'node:fs/promises'
import type { BlobStore } from './blobs/store.ts'
import type { Thumbnails } from './blobs/thumbnails.ts'
import type { BlobFile } from './entry.ts'
import type { createImages } from './index/images.ts'
import type { MediaPool } from './media/pool.ts'
import { sniff, sniffLength } from './media/sniff.ts'
import { createRecent } from './recent.ts'

export interface PictureParts {
  blobs: BlobStore
  media: MediaPool
  images: ReturnType<typeof createImages>
  thumbnails: Thumbnails
}

/** The first bytes of a file, for telling its format. Rejects when it cannot be read. */
export async function readHead(path: string): Promise<Uint8Array> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(sniffLength))
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** Thumbnails that several windows look at, or that are scrolled past again, are answered from memory. */
const recentBytes = 32 * 1024 * 1024

/** Bytes out: originals by path, thumbnails from their file or made again from the original. */
export function createPictures({ blobs, media, images, thumbnails }: PictureParts) {
  const recent = createRecent<Uint8Array<ArrayBuffer>>(recentBytes, ({ length }) => length)
  const making = new Map<string, Promise<Uint8Array<ArrayBuffer> | undefined>>()

  async function make(hash: string, image: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const path = blobs.pathOf(hash)
    const head = await readHead(path).catch(() => undefined)
    if (!head) return undefined
    const { thumbnail } = await media.inspect(path, sniff(head))
    if (thumbnail) await thumbnails.put([{ image, jpeg: thumbnail }])
    return thumbnail ?? undefined
  }

  function makeOnce(hash: string, image: number) {
    const made = making.get(hash) ?? make(hash, image).finally(() => making.delete(hash))
    making.set(hash, made)
    return made
  }

  async function readThumbnail(hash: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const known = await images.thumbnailOf(hash)
    if (!known) return undefined
    return (await thumbnails.get(known.id)) ?? (known.hasThumbnail ? makeOnce(hash, known.id) : undefined)
  }

  return {
    async blob(hash: string): Promise<BlobFile | undefined> {
      const image = await images.get(hash)
      if (!image) return undefined
      const { byteSize, contentType, name, trashed } = image
      return { path: blobs.pathOf(hash), byteSize, contentType, name, trashed }
    },
    async thumbnail(hash: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
      const bytes = recent.get(hash) ?? (await readThumbnail(hash))
      if (bytes) recent.set(hash, bytes)
      return bytes
    },
  }
}

export type Pictures = ReturnType<typeof createPictures>
