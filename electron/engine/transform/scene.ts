import type { Operation } from '../media/drawing.ts'
import type { Given } from './given.ts'
import type { LayerItem } from './old-overlays.ts'
import type { Planning } from './planning.ts'
import { add, type Sketch } from './sketch.ts'

/** One step being planned: what is written in it, and the drawing that it changes. */
export interface Scene {
  given: Given
  sketch: Sketch
  planning: Planning
  /** What is laid over the picture, in the order written. */
  layers: readonly LayerItem[]
}

/** One part of a step; reads its codes and adds what they ask for. */
export type Part = (scene: Scene) => void | Promise<void>

/** Adds an operation to the scene’s drawing; `code` is named where its result is too large. */
export const draw = ({ sketch, planning, given }: Scene, operation: Operation, code: string): void =>
  add(sketch, planning, operation, given.nameOf(code))
