import type { Item, Parameter, Step } from '#shared/imagekit/grammar.ts'

const isOf =
  (code: string) =>
  (item: Item): item is Parameter =>
    item.kind === 'parameter' && item.code === code

/** The value that a step gives a code; empty for a code alone, undefined for one that it does not have. */
export function textOf(step: Step, code: string): string | undefined {
  const item = step.findLast(isOf(code))
  return item && (item.value ?? '')
}

/** The number that a step gives a code; undefined where there is none, or an expression. */
export function numberOf(step: Step, code: string): number | undefined {
  const [, sign, digits] = /^(N|-)?(\d+(?:\.\d+)?)$/.exec(textOf(step, code) ?? '') ?? []
  return digits === undefined ? undefined : Number(digits) * (sign ? -1 : 1)
}

/** The step with codes set, where they stand already or else at its end; undefined takes one out. */
export function withValues(step: Step, values: Record<string, string | number | undefined>): Step {
  const told = Object.entries(values)
  const isReplaced = (item: Item) => told.some(([code]) => isOf(code)(item))
  const first = step.findIndex(isReplaced)
  const kept = step.filter((item) => !isReplaced(item))
  const set = told.flatMap(([code, value]): Parameter[] =>
    value === undefined ? [] : [{ kind: 'parameter', code, value: String(value) }],
  )
  const place = first < 0 ? kept.length : step.slice(0, first).filter((item) => !isReplaced(item)).length
  return [...kept.slice(0, place), ...set, ...kept.slice(place)]
}
