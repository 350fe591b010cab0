import type { Item, Step } from '#shared/imagekit/grammar.ts'
import { optionOf } from '#shared/imagekit/names.ts'

/** Leads to a step, an item in it, then a step and an item within that item, and so on. */
export type Path = readonly number[]

/** The steps within a layer or a condition, those of its other branch last. */
function stepsWithin(item: Item | undefined): readonly Step[] {
  if (item === undefined || item.kind === 'parameter') return []
  return item.kind === 'layer' ? item.steps : [...item.steps, ...(item.otherwise ?? [])]
}

const nameOf = (code: string) => optionOf(code)?.code ?? code
const isParameter = (item: Item, code: string) => item.kind === 'parameter' && nameOf(item.code) === nameOf(code)

/** The step or the item that a path ends at. */
function lookUp(steps: readonly Step[], path: Path): { step?: Step | undefined; item?: Item | undefined } {
  const [first, second, ...rest] = path
  const step = first === undefined ? undefined : steps[first]
  if (second === undefined) return { step }
  const item = step?.[second]
  return rest.length > 0 ? lookUp(stepsWithin(item), rest) : { item }
}

/** Leads on to the parameter of that code, the last of two alike, where the step or the item at the path has one. */
function leadTo(steps: readonly Step[], path: Path, code: string): Path {
  const { step, item } = lookUp(steps, path)
  const index = step?.findLastIndex((one) => isParameter(one, code) || (one.kind === 'condition' && code === 'if'))
  if (index !== undefined) return index < 0 ? path : [...path, index]
  const found = stepsWithin(item).map((inner) => inner.findLastIndex((one) => isParameter(one, code)))
  const at = found.findIndex((inner) => inner >= 0)
  return at < 0 ? path : [...path, at, found[at] as number]
}

/** Where the planner is within the steps of a request. It stays where a part of the plan failed. */
export function createPlace(steps: readonly Step[]) {
  let path: Path = []
  let held: { code?: string } | undefined

  async function within<T>(index: number, part: () => Promise<T>): Promise<T> {
    if (held) return part()
    const before = path
    path = [...path, index]
    const result = await part()
    path = before
    return result
  }

  return {
    /** Does a part of the plan that a step asks for. */
    inStep: within,
    /** Does what an item of the step asks for. */
    inItem: <T>(item: Item, part: () => Promise<T>): Promise<T> =>
      within(lookUp(steps, path).step?.indexOf(item) ?? 0, part),
    /** Does what is not written in steps of the request: it all stays here, at the item of that code where it is told. */
    async hold<T>(told: { code?: string }, part: () => Promise<T>): Promise<T> {
      if (held) return part()
      held = told
      const result = await part()
      held = undefined
      return result
    },
    /** Where a code stands that is amiss: its item, else the step or the item that the planner is in. */
    of: (code: string): Path => leadTo(steps, path, held?.code ?? code),
  }
}
