import type { Item, Step } from '#shared/imagekit/grammar.ts'

/** Leads to a step (odd length) or an item (even): a step, an item in it, a step within that item, and so on. */
export type Place = readonly number[]

/** A list of steps: the outermost for an empty `at`, else that of the layer or condition there, or its other branch. */
export interface List {
  at: Place
  isOtherwise?: boolean
}

type Steps = readonly Step[]

const branchOf = (item: Item | undefined, isOtherwise = false): Step[] => {
  if (!item || item.kind === 'parameter') return []
  return isOtherwise && item.kind === 'condition' ? (item.otherwise ?? []) : item.steps
}

/** Splits a step’s index within an item, which counts the other branch on, into branch and index. */
function split(item: Item | undefined, index: number): { isOtherwise: boolean; index: number } {
  const count = branchOf(item).length
  const isOtherwise = item?.kind === 'condition' && item.otherwise !== undefined && index >= count
  return { isOtherwise, index: isOtherwise ? index - count : index }
}

/** The item at a place of even length; undefined where there is none. */
export function itemAt(steps: Steps, [step = 0, item = 0, ...deeper]: Place): Item | undefined {
  const found = steps[step]?.[item]
  if (deeper.length === 0 || !found) return found
  const [first = 0, ...rest] = deeper
  const { isOtherwise, index } = split(found, first)
  return itemAt(branchOf(found, isOtherwise), [index, ...rest])
}

/** The steps of a list. */
export const listAt = (steps: Steps, { at, isOtherwise }: List): Steps =>
  at.length === 0 ? steps : branchOf(itemAt(steps, at), isOtherwise)

/** Where a step of a list is, by its index. */
export function placeIn(steps: Steps, { at, isOtherwise = false }: List, index: number): Place {
  return [...at, isOtherwise ? branchOf(itemAt(steps, at)).length + index : index]
}

/** The list that holds the step at a place, or the step of the item there, and the step’s index in it. */
function listOf(steps: Steps, place: Place): { list: List; index: number } {
  const at = place.slice(0, Math.floor((place.length - 1) / 2) * 2)
  const step = place[at.length] ?? 0
  if (at.length === 0) return { list: { at }, index: step }
  const { isOtherwise, index } = split(itemAt(steps, at), step)
  return { list: { at, isOtherwise }, index }
}

function withBranch(item: Item, isOtherwise: boolean, branch: Step[]): Item {
  if (item.kind === 'parameter') return item
  return isOtherwise ? ({ ...item, otherwise: branch } as Item) : { ...item, steps: branch }
}

/** The steps with another list in place of one. */
function withList(steps: Steps, { at, isOtherwise = false }: List, list: Step[]): Step[] {
  const item = at.length === 0 ? undefined : itemAt(steps, at)
  return item ? replaceItem(steps, at, withBranch(item, isOtherwise, list)) : list
}

function changeStep(steps: Steps, at: Place, change: (items: Step) => Step): Step[] {
  const { list, index } = listOf(steps, at)
  const siblings = listAt(steps, list)
  const changed = siblings.map((step, place) => (place === index ? change(step) : step))
  return withList(
    steps,
    list,
    changed.filter((step) => step.length > 0),
  )
}

/** Puts another item in the place of one. */
export const replaceItem = (steps: Steps, at: Place, item: Item): Step[] =>
  changeStep(steps, at, (items) => items.map((one, index) => (index === at.at(-1) ? item : one)))

/** Puts an item behind the others of the step at `at`. */
export const addItem = (steps: Steps, at: Place, item: Item): Step[] =>
  changeStep(steps, at, (items) => [...items, item])

/** Puts a step into a list, before the one of that index. */
export const insertStep = (steps: Steps, list: List, index: number, step: Step): Step[] =>
  withList(steps, list, listAt(steps, list).toSpliced(index, 0, step))

/** Takes a step or an item away; a step goes with its last item. */
export function remove(steps: Steps, at: Place): Step[] {
  return changeStep(steps, at, (items) => (at.length % 2 === 1 ? [] : items.toSpliced(at.at(-1) ?? 0, 1)))
}

function moved<T>(row: readonly T[], from: number, to: number): T[] {
  const one = row[from]
  return one === undefined || to < 0 || to >= row.length ? [...row] : row.toSpliced(from, 1).toSpliced(to, 0, one)
}

/** Moves a step within its list, or an item within its step, to an index there; beyond the ends nothing moves. */
export function move(steps: Steps, at: Place, to: number): Step[] {
  if (at.length % 2 === 0) return changeStep(steps, at, (items) => moved(items, at.at(-1) ?? 0, to))
  const { list, index } = listOf(steps, at)
  return withList(steps, list, moved(listAt(steps, list), index, to))
}

/** The longest beginning of a place at which there is something: what is said of the place is shown there. */
export function nearestPlace(steps: Steps, at: Place): Place {
  const exists = (place: Place) =>
    place.length % 2 === 0
      ? itemAt(steps, place) !== undefined
      : listAt(steps, listOf(steps, place).list)[listOf(steps, place).index] !== undefined
  let place = at
  while (place.length > 0 && !exists(place)) place = place.slice(0, -1)
  return place
}
