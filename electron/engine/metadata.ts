import { Failure } from '#shared/failure.ts'
import type { FileMetadata } from '#shared/metadata.ts'
import type { BlobStore } from './blobs/store.ts'
import type { Examined } from './entry.ts'
import type { Images } from './index/images.ts'
import type { MediaPool } from './media/pool.ts'
import { sniff } from './media/sniff.ts'

export interface MetadataParts {
  blobs: BlobStore
  images: Images
  media: MediaPool
}

/** Reads what files say of themselves anew from their bytes; fails with `unreadable` for what no decoder knows. */
export function createMetadata({ blobs, images, media }: MetadataParts) {
  async function read(path: string, isSvg: boolean): Promise<FileMetadata> {
    try {
      return await media.transform(isSvg ? 'svg' : 'raster', 'metadata', { path })
    } catch (cause) {
      throw new Failure('unreadable', `Nothing could be read from these bytes: ${(cause as Error).message}`, { cause })
    }
  }

  return {
    async ofImage(hash: string): Promise<FileMetadata> {
      const image = await images.get(hash)
      if (!image) throw new Failure('notFound', 'The library does not hold this image.', { field: 'hash' })
      return read(blobs.pathOf(hash), image.contentType === 'image/svg+xml')
    },
    /** Of bytes that are written aside while they are looked at, and not stored. */
    async ofBytes(bytes: AsyncIterable<Uint8Array>): Promise<Examined> {
      const { path, head, byteSize, discard } = await blobs.stage(bytes, { limit: Number.POSITIVE_INFINITY })
      try {
        const format = sniff(head)
        const metadata = await read(path, format === 'svg')
        return { metadata, byteSize, perceptualHash: (await media.inspect(path, format)).perceptualHash }
      } finally {
        await discard()
      }
    },
  }
}

export type Metadata = ReturnType<typeof createMetadata>
