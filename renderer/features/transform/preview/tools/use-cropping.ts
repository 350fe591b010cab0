import { useState } from 'react'
import { useTransformer, useWindow } from '../../../../state/window.ts'
import type { Size } from '../../../../ui/panes/viewport.ts'
import { type Box, isWhole, wholeOf, withRatio } from './box.ts'
import { boxOf, withBox, withoutCut } from './cut.ts'
import { ratioOf } from './focus.ts'

/** What holds the box in shape: nothing, the picture’s own ratio, that of the steps, or one such as `4:3`. */
export type Shape = 'free' | 'picture' | 'steps' | (typeof fixedShapes)[number]

export const fixedShapes = ['1:1', '4:3', '3:2', '16:9', '3:4', '2:3', '9:16'] as const

export type Cropping = ReturnType<typeof useCropping>

function ratioFor(shape: Shape, size: Size, told: number | undefined): number | undefined {
  if (shape === 'free') return undefined
  if (shape === 'picture') return size.width / size.height
  if (shape === 'steps') return told
  const [width, height] = shape.split(':').map(Number)
  return (width ?? 1) / (height ?? 1)
}

/** The box that is cut out of a picture of that size: as the steps have it, or as it is being drawn. */
export function useCropping(size: Size) {
  const { transformer } = useWindow()
  const steps = useTransformer((state) => state.steps)
  const [drawn, draw] = useState<Box | null>(null)
  const [wished, setShape] = useState<Shape>('steps')
  const told = steps.map(ratioOf).find((ratio) => ratio !== undefined)
  const shape = wished === 'steps' && told === undefined ? 'free' : wished
  const held = boxOf(steps, size)
  const box = drawn ?? held ?? wholeOf(size)
  const keep = (next: Box) => {
    draw(null)
    const isNone = isWhole(next, size)
    if (!isNone || held) transformer.getState().setSteps(isNone ? withoutCut(steps) : withBox(steps, next))
  }
  return {
    box,
    isWhole: isWhole(box, size),
    shape,
    hasToldShape: told !== undefined,
    ratio: ratioFor(shape, size, told),
    /** Shows a box that is not decided on. */
    draw,
    /** Writes the box into the steps; the whole picture is no cut. */
    keep,
    setShape: (next: Shape) => {
      setShape(next)
      const ratio = ratioFor(next, size, told)
      if (ratio !== undefined && held) keep(withRatio(held, ratio, size))
    },
  }
}
