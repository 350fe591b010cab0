import { url } from './url.ts'
import type { UrlOptions } from './url-options.ts'

const deviceWidths = [640, 750, 828, 1080, 1200, 1920, 2048, 3840]
const imageWidths = [16, 32, 48, 64, 96, 128, 256, 384]

/** What the attributes are made of; widths in CSS pixels. The dialect is the modern one unless told. */
export type ResponsiveOptions = UrlOptions & {
  sizes?: string
  width?: number
  deviceBreakpoints?: readonly number[]
  imageBreakpoints?: readonly number[]
}

/** Attributes of an `<img>`. */
export interface ResponsiveAttributes {
  src: string
  srcSet?: string
  sizes?: string
  width?: number
}

interface Candidates {
  widths: number[]
  descriptor: 'w' | 'x'
}

const ascending = (widths: readonly number[]) => [...new Set(widths)].sort((a, b) => a - b)

/** The smallest share of the viewport that `sizes` speaks of; undefined when it speaks of none. */
function smallestShare(sizes: string): number | undefined {
  const shares = Array.from(sizes.matchAll(/(?:^|\s)(1?\d{1,2})vw/g), ([, percent]) => Number(percent) / 100)
  return shares.length > 0 ? Math.min(...shares) : undefined
}

/** The widths worth offering: those `sizes` can ask for, those for one and two pixels per point, or all devices'. */
function candidates({ sizes, width, deviceBreakpoints, imageBreakpoints }: ResponsiveOptions): Candidates {
  const devices = ascending(deviceBreakpoints ?? deviceWidths)
  const all = ascending([...devices, ...(imageBreakpoints ?? imageWidths)])
  if (sizes) {
    const least = (devices[0] ?? 0) * (smallestShare(sizes) ?? 0)
    return { widths: all.filter((candidate) => candidate >= least), descriptor: 'w' }
  }
  if (typeof width !== 'number') return { widths: devices, descriptor: 'w' }
  const nearest = [width, 2 * width].map((wanted) => all.find((candidate) => candidate >= wanted) ?? all.at(-1))
  return { widths: ascending(nearest.filter((found) => found !== undefined)), descriptor: 'x' }
}

/** `src`, `srcSet` and `sizes` that let a browser fetch the size it needs; never larger than the original. */
export function getResponsiveImageAttributes(options: ResponsiveOptions): ResponsiveAttributes {
  const { sizes: _, width, deviceBreakpoints: __, imageBreakpoints: ___, ...rest } = options
  const { widths, descriptor } = candidates(options)
  const sizes = options.sizes ?? (descriptor === 'w' ? '100vw' : undefined)
  const urlOf = (target: number) =>
    url({
      dialect: 'modern',
      ...rest,
      transformation: [...(rest.transformation ?? []), { width: target, crop: 'at_max' }],
    })
  const sources = widths.map((target, i) => `${urlOf(target)} ${descriptor === 'w' ? target : i + 1}${descriptor}`)
  const largest = widths.at(-1)
  return {
    src: largest === undefined ? url({ dialect: 'modern', ...rest }) : urlOf(largest),
    ...(sources.length > 0 && { srcSet: sources.join(', ') }),
    ...(sizes !== undefined && { sizes }),
    ...(width !== undefined && { width }),
  }
}
