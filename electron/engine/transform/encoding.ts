import type { Encoding } from '../media/drawing.ts'
import type { Format } from '../media/sniff.ts'
import type { Facts, Planning } from './planning.ts'
import type { Sketch } from './sketch.ts'

type Output = Encoding['format']

const usualQuality = 80
/** Formats that are written as they were read; the others become PNG or JPEG. */
const written = new Set<string>(['jpeg', 'png', 'webp', 'avif', 'gif'])
const isWritten = (format: Format): format is Output => written.has(format)

/** Whether an Accept header names a type, and not to refuse it. */
function accepts(accept: string, type: string): boolean {
  const part = accept.split(',').find((one) => one.trim().toLowerCase().split(';')[0] === type)
  return part !== undefined && !/;\s*q=0(\.0*)?\s*(;|$)/i.test(part)
}

const plainFormat = (hasAlpha: boolean): Output => (hasAlpha ? 'png' : 'jpeg')

/** WebP where the browser takes it, else JPEG for opaque pictures and PNG for the others. */
function automatic(sketch: Sketch, accept: string, planning: Planning): Output {
  planning.vary.add('Accept')
  if (accepts(accept, 'image/webp')) return 'webp'
  return sketch.wishes?.lossless ? 'png' : plainFormat(sketch.hasAlpha)
}

function formatOf(sketch: Sketch, facts: Facts, accept: string, planning: Planning): Output {
  const wish = sketch.wishes?.format ?? 'auto'
  if (wish === 'orig') return isWritten(facts.format) ? facts.format : plainFormat(sketch.hasAlpha)
  if (wish === 'jpg') return 'jpeg'
  if (wish === 'gif' && facts.format !== 'gif') planning.complain('f', 'f-gif was ignored: only a GIF becomes a GIF.')
  else if (wish === 'svg') planning.complain('f', 'f-svg was ignored: only an SVG that nothing is done to stays one.')
  else if (wish !== 'auto') return wish as Output
  return automatic(sketch, accept, planning)
}

/** What the drawing is to become. A JPEG’s quality is lowered, never raised above that of the JPEG it is made of. */
export function encodingOf(sketch: Sketch, facts: Facts, accept: string, planning: Planning): Encoding {
  const { quality = usualQuality, progressive = false, lossless = false, metadata, profile } = sketch.wishes ?? {}
  const format = formatOf(sketch, facts, accept, planning)
  const most = format === 'jpeg' ? (facts.quality ?? 100) : 100
  return {
    format,
    quality: Math.max(1, Math.min(quality, most)),
    progressive: progressive && format === 'jpeg',
    lossless: lossless && format === 'webp',
    keep: facts.format === 'svg' ? 'nothing' : metadata ? 'all' : profile ? 'profile' : 'nothing',
  }
}

/** An SVG stays what it is where no step changes its pixels and no other format is asked for. */
export function staysVector({ input, operations, original, width, height, wishes }: Sketch): boolean {
  const isUntouched = operations.length === 0 && width === original?.width && height === original.height
  return input.kind === 'vector' && isUntouched && ['auto', 'svg', 'orig'].includes(wishes?.format ?? 'auto')
}
