import type { ClusterMember } from '#shared/duplicates.ts'
import type { ImageSummary, Orientation } from '#shared/schema.ts'
import { formatTurn } from '../../../ui/format.ts'
import type { Shown } from '../../../ui/panes/use-shown.ts'
import type { Size, Viewport } from '../../../ui/panes/viewport.ts'

/** Whose picture a pane shows. */
export type Side = 'keeper' | 'candidate'

/** One of the two pictures, as the panes show it. */
export interface Subject {
  side: Side
  image: ImageSummary
  orientation: Orientation
  shown: Shown
  onError: () => void
  /** Its size when it fits the pane, turned as the keeper is. */
  frame: Size
}

/** Two pictures and the part of them that is shown. */
export interface Scene {
  pane: Size
  viewport: Viewport
  keeper: Subject
  candidate: Subject
  /** Whether the keeper is shown in the candidate’s place. */
  isKeeperShown: boolean
}

export const sideLabels: Record<Side, string> = { keeper: 'Keeper', candidate: 'Candidate' }

/** The size of a picture in pixels; of one without, proportions that most have. */
export const pixelsOf = ({ width, height }: ImageSummary): Size => ({ width: width || 3, height: height || 2 })

/** How a member is turned against the keeper. */
export const orientationOf = ({ likeness }: ClusterMember): Orientation => likeness?.orientation ?? 'upright'

/** Size and orientation in words: `1200 × 800 · mirrored, shown turned back`. */
export function describeSubject({ image, orientation }: Subject): string {
  const size = image.width && image.height ? `${image.width} × ${image.height}` : ''
  const turned = formatTurn(orientation)
  return [size, turned && `${turned}, shown turned back`].filter(Boolean).join(' · ')
}
