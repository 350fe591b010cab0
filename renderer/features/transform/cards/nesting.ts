import type { ReactNode } from 'react'
import type { Step } from '#shared/imagekit/grammar.ts'
import type { List } from './edits.ts'

/** A list of steps, as it is asked for wherever steps are within others. */
export interface ListProps {
  list: List
  steps: readonly Step[]
  /** The index of its first step within the item that it is in, where another branch may come before it. */
  first?: number
  /** What the steps are, to screen readers. */
  label: string
  /** The type of the layer that they are of, if any. */
  layer?: string | undefined
  /** How many layers and conditions are around it. */
  depth: number
}

/** Renders steps within a step: handed down, since cards hold lists and lists hold cards. */
export type RenderList = (props: ListProps) => ReactNode
