import type { Box, Size } from '../media/drawing.ts'
import type { Scene } from './scene.ts'

/** Where something lies in the space left over: 0 at the left or top, 1 at the right or bottom. */
export interface Place {
  x: number
  y: number
}

/** What a crop keeps: a side or corner, the stored part of the picture, or where the eye is drawn to. */
export type Focus = ({ kind: 'place' } & Place) | { kind: 'custom'; box: Box } | { kind: 'attention' }

export const center: Place = { x: 0.5, y: 0.5 }

/** `top_left`, `right`, `center` …; undefined for other words. */
export function placeOf(word: string): Place | undefined {
  if (!/^(center|(top|bottom)(_(left|right))?|left|right)$/.test(word)) return undefined
  const along = (start: string, end: string) => (word.includes(start) ? 0 : word.includes(end) ? 1 : 0.5)
  return { x: along('left', 'right'), y: along('top', 'bottom') }
}

/** Whole pixels before something that is placed in a space, across and down. */
export const leftOver = (space: Size, inner: Size, { x, y }: Place) => ({
  left: Math.round((space.width - inner.width) * x),
  top: Math.round((space.height - inner.height) * y),
})

function storedBox({ planning, sketch }: Scene): Box | undefined {
  const stored = planning.coordinates
  if (!stored || sketch.parent) return undefined
  const left = Math.max(0, Math.round(stored.left))
  const top = Math.max(0, Math.round(stored.top))
  const width = Math.min(Math.round(stored.width), sketch.width - left)
  const height = Math.min(Math.round(stored.height), sketch.height - top)
  return width > 0 && height > 0 ? { left, top, width, height } : undefined
}

/** Reads `fo`. Faces and objects need a detector: they are answered by attention, with a warning. */
export function focusOf(scene: Scene): Focus {
  const { given } = scene
  const word = given.text('fo')?.toLowerCase() ?? 'center'
  const place = placeOf(word)
  if (place) return { kind: 'place', ...place }
  if (word === 'auto') return { kind: 'attention' }
  if (word === 'custom') {
    const box = storedBox(scene)
    return box ? { kind: 'custom', box } : { kind: 'place', ...center }
  }
  if (/^[a-z][a-z0-9_ ]*$/.test(word))
    given.ignore('fo', 'nothing here finds faces or objects; the part that draws the eye is kept instead.')
  else given.ignore('fo', 'it has to be a side, a corner, center, auto or custom.')
  return /^[a-z]/.test(word) ? { kind: 'attention' } : { kind: 'place', ...center }
}
