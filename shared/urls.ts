/** Paths of pixels below a transport's origin; both doors serve them. */
export const thumbnailPath = (hash: string) => `/v1/thumbnails/${hash}`
/** A transformed picture, quickly and not exactly as it will be. */
export const previewPath = (hash: string, transformation: string) =>
  `/v1/previews/${hash}?tr=${encodeURIComponent(transformation)}`
/** The original bytes. */
export const blobPath = (hash: string) => `/images/${hash}`
