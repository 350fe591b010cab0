/** The values of `iw`, `bh` and the others, as far as they are known where the expression stands. */
export type Variables = Readonly<Record<string, number>>

type Calculate = (a: number, b: number) => number

/** Each level is worked off from left to right before the next one; yes, powers come last. */
const levels: readonly Readonly<Record<string, Calculate>>[] = [
  { mul: (a, b) => a * b, div: (a, b) => a / b },
  { add: (a, b) => a + b, sub: (a, b) => a - b },
  { mod: (a, b) => a % b },
  { pow: (a, b) => a ** b },
]
const operators = new Set(levels.flatMap(Object.keys))

/** A plain number; `N5` and `-5` are negative. Undefined for anything else, `1e9` too. */
export function parseNumber(text: string): number | undefined {
  const [, sign, digits] = /^(N|-)?(\d+(?:\.\d+)?|\.\d+)$/.exec(text) ?? []
  if (!digits) return undefined
  return sign ? -Number(digits) : Number(digits)
}

interface Term {
  operator: string
  value: number
}

function workOff(terms: Term[], level: Readonly<Record<string, Calculate>>): Term[] {
  const left: Term[] = []
  for (const term of terms) {
    const calculate = level[term.operator]
    const last = left.at(-1)
    if (calculate && last) last.value = calculate(last.value, term.value)
    else left.push({ ...term })
  }
  return left
}

/** `iw_div_2_add_10`, or a plain number; undefined when it is malformed or comes to no finite number. */
export function evaluate(text: string, variables: Variables): number | undefined {
  const parts = text.split('_')
  const numberOf = (part = '') => parseNumber(part) ?? (Object.hasOwn(variables, part) ? variables[part] : undefined)
  const terms: Term[] = []
  for (let at = 0; at < parts.length; at += 2) {
    const value = numberOf(parts[at])
    const operator = at === 0 ? '' : (parts[at - 1] as string)
    if (value === undefined || (at > 0 && !operators.has(operator))) return undefined
    terms.push({ operator, value })
  }
  const [result] = levels.reduce(workOff, terms)
  return parts.length % 2 === 1 && Number.isFinite(result?.value) ? result?.value : undefined
}
