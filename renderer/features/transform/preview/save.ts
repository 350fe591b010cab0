const endings: Record<string, string> = { jpeg: 'jpg', 'svg+xml': 'svg', 'x-icon': 'ico', 'vnd.microsoft.icon': 'ico' }

/** The name of a picture, ending as its bytes are: `cat.png` as `image/webp` is `cat.webp`. */
export function savedName(name: string, contentType: string): string {
  const subtype = contentType.replace(/^[^/]*\//, '')
  const stem = name.replace(/\.[^.]*$/, '') || 'picture'
  return `${stem}.${endings[subtype] ?? subtype}`
}

/** Has the browser save bytes as a file of that name. */
export function saveBytes(bytes: Blob, name: string): void {
  const href = URL.createObjectURL(bytes)
  const link = Object.assign(document.createElement('a'), { href, download: name })
  link.click()
  // The download reads the URL after this turn.
  setTimeout(() => URL.revokeObjectURL(href), 60_000)
}
