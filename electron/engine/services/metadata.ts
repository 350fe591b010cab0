import { Failure } from '#shared/failure.ts'
import type { BlobStore } from '../blobs/store.ts'
import type { Images } from '../index/images.ts'
import type { MediaPool } from '../media/pool.ts'
import type { Services } from './services.ts'

export interface MetadataParts {
  blobs: BlobStore
  images: Images
  media: MediaPool
}

/** The call on what files say of themselves, which is read anew from their bytes. */
export function createMetadataServices({ blobs, images, media }: MetadataParts) {
  return {
    'images.metadata': async ({ hash }) => {
      const image = await images.get(hash)
      if (!image) throw new Failure('notFound', 'The library does not hold this image.', { field: 'hash' })
      const host = image.contentType === 'image/svg+xml' ? 'svg' : 'raster'
      try {
        return await media.transform(host, 'metadata', { path: blobs.pathOf(hash) })
      } catch (cause) {
        throw new Failure('unreadable', `Nothing could be read from these bytes: ${(cause as Error).message}`, {
          cause,
        })
      }
    },
  } satisfies Partial<Services>
}
