import { formatBytes, formatMilliseconds } from '../../../ui/format.ts'

/** Milliseconds by part, as Server-Timing tells them, and the words that come without any. */
export type Timing = ReadonlyMap<string, number | null>

/** Reads Server-Timing: `plan;dur=0.6, picture;dur=31.2, kept`. */
export function readTiming(header: string): Timing {
  const parts = header.split(',').flatMap((part): [string, number | null][] => {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim())
    const duration = parameters.find((text) => text.startsWith('dur='))?.slice(4)
    return name ? [[name, duration === undefined ? null : Number(duration)]] : []
  })
  return new Map(parts)
}

/** `31 ms: plan 0.6 ms, picture 28 ms`. */
export function describeTiming(milliseconds: number, timing: Timing): string {
  const parts = [...timing].flatMap(([name, part]) => (part === null ? [] : [`${name} ${formatMilliseconds(part)}`]))
  return [formatMilliseconds(milliseconds), ...(parts.length > 0 ? [parts.join(', ')] : [])].join(': ')
}

/** What became fewer bytes, or more: `92 % smaller (222 KB)`. */
export function describeSaving(before: number, after: number): string {
  const difference = Math.abs(before - after)
  if (difference === 0) return 'As many bytes'
  const percent = (difference / Math.max(1, before)) * 100
  const digits = percent < 99.5 ? (percent < 10 ? 1 : 0) : after < before ? 2 : 0
  const share = percent.toLocaleString(undefined, { maximumFractionDigits: digits })
  return `${share} % ${after < before ? 'smaller' : 'larger'} (${formatBytes(difference)})`
}

/** How long browsers may keep what came with this Cache-Control. */
export function describeCaching(cacheControl: string): string {
  if (cacheControl.includes('immutable')) return 'Browsers keep it for ever'
  return cacheControl === '' ? '' : 'Browsers ask each time whether it changed'
}
