import { openThumbnails } from '../../../electron/engine/blobs/thumbnails.ts'

/** Images that have a thumbnail: a million of them would fill a disk. */
const withThumbnail = 20_000

/** Fills the thumbnails’ file at `path` for the newest images: image `id` shows picture `id` modulo their number. */
export async function writeThumbnails(path: string, pictures: readonly Uint8Array[], images: number): Promise<void> {
  const thumbnails = await openThumbnails(path)
  const first = Math.max(1, images - withThumbnail + 1)
  const rows = Array.from({ length: images - first + 1 }, (_, at) => first + at)
  await thumbnails.put(rows.map((image) => ({ image, jpeg: pictures[image % pictures.length] as Uint8Array })))
  thumbnails.close()
}
