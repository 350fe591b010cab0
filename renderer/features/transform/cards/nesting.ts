import type { ReactNode } from 'react'
import type { List } from './edits.ts'

/** A list of steps, as it is asked for wherever steps are within others. */
export interface ListProps {
  list: List
  /** What the steps are, to screen readers. */
  label: string
  /** The type of the layer that they are of, if any. */
  layer?: string | undefined
  /** How many layers and conditions are around it. */
  depth: number
}

/** Renders steps within a step: handed down, since cards hold lists and lists hold cards. */
export type RenderList = (props: ListProps) => ReactNode
