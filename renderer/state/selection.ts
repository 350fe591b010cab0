import { createStore, type StoreApi } from 'zustand/vanilla'
import { between, contains, type Intervals, membersOf, sizeOf, withInterval, without } from './intervals.ts'
import { pageSize, rowAt, type Snapshot } from './snapshot.ts'

/** The most selected images that are looked up one by one when the result changes. */
const mostCarried = 2000

interface SelectionData {
  /** Indices into the snapshot, as intervals: a million selected images are one pair of numbers. */
  ranges: Intervals
  /** Where a range begins that Shift extends. */
  anchor: number
  /** The cell that has, or would get, the keyboard focus. */
  focus: number
}

export interface SelectionState extends SelectionData {
  selectOnly(index: number): void
  toggle(index: number): void
  /** Selects from the anchor to the index; `additive` keeps what was selected before. */
  extendTo(index: number, additive: boolean): void
  selectAll(total: number): void
  clear(): void
  moveFocus(index: number): void
  /** Follows the same images into another snapshot; what cannot be followed is let go. */
  carry(before: Snapshot | null, after: Snapshot): void
}

export type Selection = StoreApi<SelectionState>

const nothing: SelectionData = { ranges: [], anchor: 0, focus: 0 }

/** What is selected in the grid and where its focus is. */
export function createSelection(): Selection {
  return createStore<SelectionState>((set, get) => ({
    ...nothing,
    selectOnly: (index) => set({ ranges: [[index, index]], anchor: index, focus: index }),
    toggle: (index) => set(({ ranges }) => ({ ranges: toggled(ranges, index), anchor: index, focus: index })),
    extendTo: (index, additive) =>
      set(({ ranges, anchor }) => ({
        ranges: withInterval(additive ? ranges : [], between(anchor, index)),
        focus: index,
      })),
    selectAll: (total) => set({ ranges: total > 0 ? [[0, total - 1]] : [] }),
    clear: () => set({ ranges: [] }),
    moveFocus: (index) => set({ focus: index }),
    carry: (before, after) => set(before ? carried(get(), before, after) : nothing),
  }))
}

const toggled = (ranges: Intervals, index: number): Intervals =>
  contains(ranges, index) ? without(ranges, [index, index]) : withInterval(ranges, [index, index])

function carried(data: SelectionData, before: Snapshot, after: Snapshot): SelectionData {
  const follow = followRows(before, after)
  const followed = sizeOf(data.ranges) > mostCarried ? [] : [...membersOf(data.ranges)].map(follow)
  const ranges = followed.reduce<Intervals>(
    (set, index) => (index === undefined ? set : withInterval(set, [index, index])),
    [],
  )
  const stay = (index: number) => follow(index) ?? Math.max(0, Math.min(index, after.total - 1))
  return { ranges, anchor: stay(data.anchor), focus: stay(data.focus) }
}

/** Where an index of one snapshot is in another; undefined where the row is gone or not loaded. */
function followRows(before: Snapshot, after: Snapshot): (index: number) => number | undefined {
  const indices = new Map<number, number>()
  for (const [page, rows] of after.pages) {
    for (const [offset, row] of rows.entries()) indices.set(row.id, page * pageSize + offset)
  }
  return (index) => {
    const row = rowAt(before, index)
    return row && indices.get(row.id)
  }
}

/** Whether rows may have moved between two snapshots of the same query. */
export const mayHaveMoved = (before: Snapshot, after: Snapshot): boolean =>
  before.ceiling !== after.ceiling || before.total !== after.total || before.outdated !== null
