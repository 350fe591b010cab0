import type { Plan } from './plan.ts'
import { previewDrawing } from './preview-drawing.ts'
import type { SourceFacts } from './sources.ts'

/** A transformed picture, drawn and encoded quickly; its size in pixels is that of the result times one factor. */
export interface Preview {
  bytes: Uint8Array<ArrayBuffer>
  contentType: string
  width: number
  height: number
}

/** Quality for results that lose nothing when they are written. */
const fineQuality = 90

/** The quality to preview a plan with; null where opacity has to be shown. */
function qualityOf({ encoding }: Plan, hasAlpha: boolean): number | null {
  if (hasAlpha && encoding?.format !== 'jpeg') return null
  const isFine = !encoding || encoding.lossless || ['png', 'gif'].includes(encoding.format)
  return isFine ? fineQuality : encoding.quality
}

/** Draws plans quickly, from small pictures that the decode host keeps decoded. */
export function createPreview({ ask, sizesOf, smallPicturesOf }: SourceFacts) {
  return async (resolved: Plan, hasAlpha: boolean, signal?: AbortSignal): Promise<Preview> => {
    const drawing = previewDrawing(resolved.drawing, await sizesOf(resolved.drawing))
    const quality = qualityOf(resolved, hasAlpha)
    const asked = { drawing, quality, pictures: await smallPicturesOf(drawing) }
    const bytes = await ask('raster', 'preview', asked, signal)
    const { width, height } = drawing
    return { bytes, width, height, contentType: quality === null ? 'image/png' : 'image/jpeg' }
  }
}
