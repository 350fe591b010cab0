import { optionOf } from './names.ts'

/** A code with its value as it is meant, unescaped: `w-300`. Without a value the code stands alone: `e-grayscale`. */
export interface Parameter {
  kind: 'parameter'
  code: string
  value?: string
}

/** `l-<type>,…,l-end`: its first step names its input and place. */
interface Layer {
  kind: 'layer'
  type: string
  steps: Step[]
}

/** `if-<test>,…[,if-else,…],if-end`: alone in its step. */
interface Condition {
  kind: 'condition'
  test: string
  steps: Step[]
  otherwise?: Step[]
}

export type Item = Parameter | Layer | Condition
/** What is done at once, in the order written; never empty. */
export type Step = Item[]

/** Broken grammar: `at` is an index of the text that was parsed. */
interface GrammarProblem {
  at: number
  message: string
}

/** The steps, with every code that the table doesn't have; or what is wrong. */
export type Parsed = { ok: true; steps: Step[]; unknown: string[] } | { ok: false; problem: GrammarProblem }

/** Layers and conditions within each other, at most. */
const deepest = 16

// A ratio like `ar-4:3` and an address like `di-https:…` hold the character that else ends a step.
const itemPattern = /(?:oi)?ar-[\d.]+:[\d.]+(?=[,:]|$)|(?:di|oi|i)-https?:(?=@@|\/)[^,:]*|[^,:]*/y

interface Reader {
  text: string
  at: number
  depth: number
  unknown: Set<string>
  problem?: GrammarProblem
}

/** Steps up to the item that closes them; `closer` is undefined at the end of the text. */
interface Block {
  steps: Step[]
  closer: string | undefined
  closedAt: number
}

const closers = new Set(['l-end', 'if-else', 'if-end'])

function fail(reader: Reader, at: number, message: string): undefined {
  reader.problem ??= { at: Math.max(0, Math.min(at, reader.text.length - 1)), message }
  return undefined
}

function nextItem(reader: Reader): string {
  itemPattern.lastIndex = reader.at
  const item = itemPattern.exec(reader.text)?.[0] ?? ''
  reader.at += item.length
  return item
}

/** Percent-escapes as what they stand for; what is no escape stays. */
function unescaped(value: string): string {
  return value.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes)
    } catch {
      return escapes
    }
  })
}

function readParameter(reader: Reader, text: string, at: number): Parameter | undefined {
  const written = /^e-[^-]+/.exec(text)?.[0] ?? text.split('-', 1)[0] ?? ''
  if (!written)
    return fail(reader, at, text ? 'There is no code before the dash.' : 'There is nothing between the commas.')
  const code = unescaped(written)
  if (!optionOf(code)) reader.unknown.add(code)
  const value = text.slice(written.length + 1)
  return { kind: 'parameter', code, ...(text.length > written.length && { value: unescaped(value) }) }
}

/** What is inside a layer or a branch: up to one of the closers that are expected. */
function readInside(reader: Reader, opened: string, at: number, expected: string[]): Block | undefined {
  if (++reader.depth > deepest) return fail(reader, at, `Layers and conditions may nest ${deepest} deep.`)
  const isOver = reader.at++ >= reader.text.length
  const block = isOver ? undefined : readBlock(reader)
  reader.depth--
  if (reader.problem) return undefined
  if (!block?.closer) return fail(reader, at, `${opened} is never closed: ${expected.at(-1)} is missing.`)
  if (expected.includes(block.closer)) return block
  return fail(reader, block.closedAt, `${block.closer} closes nothing: ${expected.at(-1)} has to come first.`)
}

function readLayer(reader: Reader, type: string, at: number): Layer | undefined {
  if (!type) return fail(reader, at, 'The layer has no type: write l-image or l-text.')
  const inside = readInside(reader, `l-${type}`, at, ['l-end'])
  return inside && { kind: 'layer', type: unescaped(type), steps: inside.steps }
}

function readCondition(reader: Reader, test: string, at: number): Condition | undefined {
  if (!test) return fail(reader, at, 'The condition tests nothing: write if-w_gt_300.')
  const then = readInside(reader, `if-${test}`, at, ['if-else', 'if-end'])
  const read = then && ({ kind: 'condition', test: unescaped(test), steps: then.steps } as const)
  if (then?.closer !== 'if-else') return read
  const otherwise = readInside(reader, 'if-else', then.closedAt, ['if-end'])
  return read && otherwise && { ...read, otherwise: otherwise.steps }
}

function readItem(reader: Reader, text: string, at: number): Item | undefined {
  if (text.startsWith('l-')) return readLayer(reader, text.slice(2), at)
  if (text.startsWith('if-')) return readCondition(reader, text.slice(3), at)
  return readParameter(reader, text, at)
}

/** Reads a step; its end is a colon, the end of the text or a closer, which is answered. */
function readStep(reader: Reader, step: Step): { closer: string; at: number } | undefined {
  for (;;) {
    const at = reader.at
    const text = nextItem(reader)
    if (closers.has(text)) return { closer: text, at }
    const isEmptyStep = text === '' && step.length === 0 && reader.text[reader.at] !== ','
    const item = isEmptyStep ? undefined : readItem(reader, text, at)
    if (item) step.push(item)
    if (step.length > 1 && [step[0], item].some((one) => one?.kind === 'condition'))
      return fail(reader, at, 'A condition has to be alone in its step: put a colon between.')
    if (reader.problem || reader.text[reader.at] !== ',') return undefined
    reader.at++
  }
}

function readBlock(reader: Reader): Block {
  const steps: Step[] = []
  for (;;) {
    const step: Step = []
    const end = readStep(reader, step)
    if (step.length > 0) steps.push(step)
    if (end) return { steps, closer: end.closer, closedAt: end.at }
    if (reader.problem || reader.at >= reader.text.length) return { steps, closer: undefined, closedAt: reader.at }
    reader.at++
  }
}

/**
 * Reads a transformation as it stands in a path, or decoded once from a query. Empty steps are dropped, unknown codes
 * and arithmetic are kept as they are. Never throws.
 */
export function parseTransformation(text: string): Parsed {
  const reader: Reader = { text, at: 0, depth: 0, unknown: new Set() }
  const { steps, closer, closedAt } = readBlock(reader)
  if (closer) fail(reader, closedAt, `${closer} closes nothing.`)
  return reader.problem ? { ok: false, problem: reader.problem } : { ok: true, steps, unknown: [...reader.unknown] }
}

const asEscape = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`

/** A slash ends a transformation in a path, so it is escaped like what ends an item or a step. */
const escaped = (text: string) => text.replace(/%(?=[0-9a-f]{2})|[,:/]/gi, asEscape)

/** A code so that it is read as one: with a dash behind them `e`, `l` and `if` begin an effect, a layer, a condition. */
function formatCode(code: string): string {
  if (/^(?:e|l|if)$/.test(code)) return code.replace(/^./, asEscape)
  const start = /^e-[^-]+$/.test(code) ? 2 : 0
  return code.slice(0, start) + escaped(code.slice(start)).replaceAll('-', '%2D')
}

function formatParameter({ code, value }: Parameter): string {
  const written = formatCode(code)
  if (value === undefined) return written
  const isRatio = /^(?:oi)?ar$/.test(code) && /^[\d.]+:[\d.]+$/.test(value)
  return `${written}-${isRatio ? value : escaped(value)}`
}

function formatItem(item: Item): string {
  if (item.kind === 'parameter') return formatParameter(item)
  const inside = (steps: Step[]) => (steps.length > 0 ? [formatTransformation(steps)] : [])
  if (item.kind === 'layer') return [`l-${escaped(item.type)}`, ...inside(item.steps), 'l-end'].join(',')
  const otherwise = item.otherwise ? ['if-else', ...inside(item.otherwise)] : []
  return [`if-${escaped(item.test)}`, ...inside(item.steps), ...otherwise, 'if-end'].join(',')
}

/** Where a colon would be read as that of a ratio or an address, an empty step stands between two. */
const separatorOf = (before: string, after: string) =>
  /(?:^|[,:])(?:(?:oi)?ar-[\d.]+|(?:di|oi|i)-https?)$/.test(before) && /^(?:[\d.]|@@)/.test(after) ? '::' : ':'

/** Writes steps so that parsing gives the same steps again: `,`, `:`, `/` and escapes are percent-escaped. */
export function formatTransformation(steps: readonly Step[]): string {
  const [first = '', ...others] = steps.map((step) => step.map(formatItem).join(','))
  return others.reduce((before, after) => before + separatorOf(before, after) + after, first)
}
