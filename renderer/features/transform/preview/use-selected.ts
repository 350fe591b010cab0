import type { ImageSummary } from '#shared/schema.ts'
import { membersOf, sizeOf } from '../../../state/intervals.ts'
import { rowAt } from '../../../state/snapshot.ts'
import { useLibrary, useSelection } from '../../../state/window.ts'

/** The most selected pictures that are walked through and offered. */
const mostWalked = 500

/** The pictures selected in the grid, in its order, as far as they are loaded; none of a larger selection. */
export function useSelected(): ImageSummary[] {
  const ranges = useSelection((state) => state.ranges)
  const snapshot = useLibrary((state) => state.snapshot)
  if (!snapshot || sizeOf(ranges) > mostWalked) return []
  return [...membersOf(ranges)].flatMap((index) => rowAt(snapshot, index) ?? [])
}
