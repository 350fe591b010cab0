const longestName = 200
const extensionOf: Record<string, string> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'image/avif': '.avif',
  'image/gif': '.gif',
  'image/tiff': '.tif',
  'image/svg+xml': '.svg',
  'image/heic': '.heic',
  'image/bmp': '.bmp',
  'image/x-icon': '.ico',
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** The last path segment of a URL, decoded; '' when there is none, as in `paste:…` and `data:…`. */
export function lastSegment(url: string): string {
  const path = URL.parse(url)?.pathname ?? ''
  return path.startsWith('/') ? decoded(path.split('/').pop() ?? '') : ''
}

/** A name of composed letters (NFC) without separators and control characters, short for every file system, or ''. */
function cleanName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const plain = name.replace(/[\u0000-\u001f\u007f/\\]/g, '_').trim()
  return plain === '.' || plain === '..' ? '' : [...plain.normalize('NFC')].slice(0, longestName).join('')
}

/** The name that a client's filename, the URL or the hash gives a new file, in this order. */
export function proposeName(filename: string | null, url: string, hash: string, contentType: string): string {
  return (
    cleanName(filename ?? '') || cleanName(lastSegment(url)) || `${hash.slice(0, 16)}${extensionOf[contentType] ?? ''}`
  )
}

/** The name with a mark before its extension: `cat.jpg`, `3fa8` → `cat-3fa8.jpg`. */
export function markName(name: string, mark: string): string {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? `${name.slice(0, dot)}-${mark}${name.slice(dot)}` : `${name}-${mark}`
}
