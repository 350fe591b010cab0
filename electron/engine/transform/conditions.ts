import { evaluate, type Variables } from './arithmetic.ts'

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
}
const comparisonPattern = /^(w|h|ar|iw|ih|iar)_(eq|ne|gte?|lte?)_(.+)$/

/** A number, a ratio like `4-3`, or arithmetic. */
function numberOf(text: string, variables: Variables): number | undefined {
  const [, width, height] = /^(\d+(?:\.\d+)?)[-:](\d+(?:\.\d+)?)$/.exec(text) ?? []
  if (width && height) return Number(height) > 0 ? Number(width) / Number(height) : undefined
  return evaluate(text, variables)
}

function compare(text: string, variables: Variables): boolean | undefined {
  const [, property, operator, expression] = comparisonPattern.exec(text) ?? []
  const current = { ...variables, w: variables.cw, h: variables.ch, ar: variables.car }[property ?? '']
  const value = expression === undefined ? undefined : numberOf(expression, variables)
  if (!operator || current === undefined || value === undefined) return undefined
  return comparisons[operator]?.(current, value)
}

/** Whether `w_gt_300_and_ar_lt_4-3` holds; `and` binds before `or`. Undefined when the test is malformed. */
export function holds(test: string, variables: Variables): boolean | undefined {
  const alternatives = test.split('_or_').map((part) => part.split('_and_').map((one) => compare(one, variables)))
  if (alternatives.flat().includes(undefined)) return undefined
  return alternatives.some((all) => all.every(Boolean))
}
