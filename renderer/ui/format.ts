import type { Orientation } from '#shared/schema.ts'

const units = ['bytes', 'KB', 'MB', 'GB', 'TB']

/** Bytes for people, by powers of 1000: `240 KB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  const digits = power === 0 || value >= 100 ? 0 : 1
  return `${value.toLocaleString(undefined, { maximumFractionDigits: digits })} ${units[power]}`
}

export const formatCount = (count: number): string => count.toLocaleString()

/** `1 picture`, `12 pictures`. */
export const formatPictures = (count: number): string => `${formatCount(count)} ${count === 1 ? 'picture' : 'pictures'}`

/** An ISO time in the reader’s own zone and language. */
export function formatTime(iso: string): string {
  const time = new Date(iso)
  if (Number.isNaN(time.getTime())) return iso
  return time.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
}

/** `image/jpeg` as `JPEG`; what has no short name stays as it is. */
export function formatType(contentType: string): string {
  const [, subtype = contentType] = contentType.split('/')
  if (contentType === 'application/octet-stream') return 'Unknown'
  return subtype
    .replace(/^x-|\+xml$/g, '')
    .replace('vnd.microsoft.icon', 'ico')
    .toUpperCase()
}

/** Query time: two digits are enough. */
export const formatMilliseconds = (milliseconds: number): string =>
  `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`

const mostNamed = 3

/** `a, b, c and 12 more`; `none` of none. */
export function formatSome(names: readonly string[]): string {
  const named = names.slice(0, mostNamed).join(', ')
  const rest = names.length - mostNamed
  return rest > 0 ? `${named} and ${formatCount(rest)} more` : named || 'none'
}

/** A Hamming distance: `2 bits`, `1 bit`. */
export const formatBits = (bits: number): string => `${bits} ${bits === 1 ? 'bit' : 'bits'}`

const orientationWords: Record<Orientation, string> = {
  upright: '',
  mirrored: 'mirrored',
  flipped: 'flipped top to bottom',
  rotated180: 'rotated by 180°',
  transposed: 'rotated by 90° and mirrored',
  rotated90: 'rotated by 90°',
  rotated270: 'rotated by 270°',
  transversed: 'rotated by 270° and mirrored',
}

/** `mirrored`, `rotated by 90°` …; nothing for what stands upright. */
export const formatTurn = (orientation: Orientation): string => orientationWords[orientation]
