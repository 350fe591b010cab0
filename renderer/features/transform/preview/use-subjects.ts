import type { ImageDetail } from '#shared/schema.ts'
import { useTransformer } from '../../../state/window.ts'
import { useShown } from '../../../ui/panes/use-shown.ts'
import { frameBeside, frameIn, haveSameShape, type Size } from '../../../ui/panes/viewport.ts'
import type { Seen } from './rendering.ts'
import { formatSize, type Subject } from './scene.ts'
import type { useRendering } from './use-rendering.ts'

export type Rendered = ReturnType<typeof useRendering>

/** The size of a picture in pixels; of one without, proportions that most have. */
export const sizeOf = ({ width, height }: Pick<ImageDetail, 'width' | 'height'>): Size => ({
  width: width || 3,
  height: height || 2,
})

/** The original and what comes of it, as panes of that size show them. */
export function useSubjects(picture: ImageDetail, rendered: Rendered, pane: Size) {
  const { src, note, onError } = useShown(picture)
  const planned = useTransformer(({ check }) => check?.result ?? null)
  const size = sizeOf(picture)
  const original: Subject = {
    ...{ side: 'original', src, note, onError, alt: `Original: ${picture.name}`, isOutdated: false },
    ...{ size, frame: frameIn(pane, size), words: picture.width ? formatSize(size) : '' },
  }
  return { original, result: resultOf(picture, rendered, planned, original, pane) }
}

function resultOf(
  { name }: ImageDetail,
  { seen, hasErrors, problem, isPending }: Rendered,
  planned: Size | null,
  original: Subject,
  pane: Size,
): Subject {
  const size = seen ? pixelsOf(seen, planned) : original.size
  const frame = frameBeside(pane, size, original.size)
  const words = seen ? `${formatSize(size)}${seen.isExact ? '' : ' · quick look'}` : isPending ? 'on its way' : ''
  const note = hasErrors ? (seen ? refusedWords : 'These steps cannot be done yet.') : problem
  const isOutdated = note !== null
  return {
    side: 'result',
    src: seen?.picture.src ?? null,
    alt: `Result: ${name}`,
    size,
    frame,
    words,
    note,
    isOutdated,
  }
}

const refusedWords = 'These steps cannot be done: this is the last result.'

/** A quick look may be smaller than what it stands for. */
function pixelsOf({ picture, isExact }: Seen, planned: Size | null): Size {
  const { width, height } = picture
  const own = { width: width || 1, height: height || 1 }
  return !isExact && planned && haveSameShape(own, planned) ? planned : own
}
