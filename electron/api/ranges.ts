/** A stretch of a file: first and last byte, both included. */
export interface ByteRange {
  start: number
  end: number
}

/**
 * What a Range header asks of a file of `size` bytes: one stretch, `unsatisfiable`, or undefined for the whole
 * (no header, several stretches, or one that RFC 9110 says to ignore).
 */
export function parseRange(header: string | null, size: number): ByteRange | 'unsatisfiable' | undefined {
  const [, first, last] = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined
  if (first === '') return lastBytes(Number(last), size)
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < start) return undefined
  return start < size ? { start, end } : 'unsatisfiable'
}

function lastBytes(count: number, size: number): ByteRange | 'unsatisfiable' {
  return count === 0 || size === 0 ? 'unsatisfiable' : { start: Math.max(0, size - count), end: size - 1 }
}

/**
 * Whether If-None-Match or, without it, If-Modified-Since says that the caller has these bytes already. Where the time
 * of the change tells nothing, it is left out.
 */
export function isFresh(headers: Headers, etag: string, modified?: Date): boolean {
  const tags = headers.get('if-none-match')
  if (tags !== null) return tags.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()))
  return isNotAfter(modified, headers.get('if-modified-since'))
}

/** Whether a Range may be answered with a part: If-Range, where there is one, must name these very bytes. */
export function isSameForRange(headers: Headers, etag: string, modified?: Date): boolean {
  const condition = headers.get('if-range')
  if (condition === null) return true
  return condition.includes('"') ? condition === etag : isNotAfter(modified, condition)
}

// HTTP dates have whole seconds.
function isNotAfter(modified: Date | undefined, date: string | null): boolean {
  return modified !== undefined && date !== null && Math.floor(modified.getTime() / 1000) * 1000 <= Date.parse(date)
}
