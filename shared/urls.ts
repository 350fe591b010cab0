/** Paths of pixels below a transport's origin; both doors serve them. */
export const thumbnailPath = (hash: string) => `/v1/thumbnails/${hash}`
/** The original bytes. */
export const blobPath = (hash: string) => `/images/${hash}`
