import type { Step } from '#shared/imagekit/grammar.ts'
import { useTransformer, useWindow } from '../../../../state/window.ts'
import type { Point, Size } from '../../../../ui/panes/viewport.ts'
import type { Anchor } from './anchors.ts'
import { focusedAt, focusedOn, focusingOf, keptBy, writtenOf } from './focus.ts'

export type Focusing = ReturnType<typeof useFocusing>

/** What a crop keeps of a picture of that size: as the steps have it, and how to say it otherwise. */
export function useFocusing(size: Size) {
  const { transformer } = useWindow()
  const steps = useTransformer((state) => state.steps)
  const set = (next: Step[] | null) => next && transformer.getState().setSteps(next)
  return {
    able: focusingOf(steps, size),
    kept: keptBy(steps, size),
    written: writtenOf(steps, size),
    focusAt: (point: Point) => set(focusedAt(steps, point, size)),
    focusOn: (anchor: Anchor) => set(focusedOn(steps, anchor, size)),
    /** Adds what a focus can be told of. */
    addSquare: () => {
      const side = String(Math.min(size.width, size.height, 600))
      const parameter = (code: string) => ({ kind: 'parameter' as const, code, value: side })
      set([...steps, [parameter('w'), parameter('h')]])
    },
  }
}
