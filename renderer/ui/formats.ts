const formats = new Set([
  ...['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif', 'image/bmp'],
  ...['image/x-icon', 'image/vnd.microsoft.icon'],
])

/** Whether a browser shows the bytes of this content type themselves; of all others the thumbnail is shown. */
export const isShownAsItIs = (contentType: string): boolean => formats.has(contentType)
