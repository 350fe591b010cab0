import type { Size, Viewport } from '../../../ui/panes/viewport.ts'

/** How the result is looked at. */
export type Look = 'original' | 'slider' | 'result' | 'side'

export const lookLabels: Record<Look, string> = {
  original: 'Original',
  slider: 'Slider',
  result: 'Result',
  side: 'Side by side',
}

/** What is done on the picture by the pointer; null while it only moves what is seen. */
export type Tool = 'crop' | 'focus'

export type Side = 'original' | 'result'

/** One of the two pictures, as the panes show it. */
export interface Subject {
  side: Side
  /** Null while there is nothing to show. */
  src: string | null
  alt: string
  /** In its own pixels. */
  size: Size
  /** Its size when it fits the pane. */
  frame: Size
  /** What is said of it over the picture. */
  words: string
  note: string | null
  /** Whether it is not what the steps come to now. */
  isOutdated: boolean
  onError?: () => void
}

/** Both pictures and the part of them that is shown. */
export interface Scene {
  pane: Size
  viewport: Viewport
  original: Subject
  result: Subject
}

export const sideLabels: Record<Side, string> = { original: 'Original', result: 'Result' }

export const formatSize = ({ width, height }: Size): string => `${width} × ${height}`
