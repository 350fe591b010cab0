import { formatTransformation, type Item, type Step } from './grammar.ts'
import { optionOf } from './names.ts'
import type { Dialect } from './option.ts'
import type { Position } from './steps.ts'

/** How the transformation of a URL is written. */
export interface Writing {
  dialect: Dialect
  position: Position
}

function itemIn(dialect: Dialect, item: Item): Item {
  if (item.kind === 'parameter') {
    const option = optionOf(item.code)
    const code = dialect === 'seed' ? option?.seedCode : option?.code
    return { ...item, code: code ?? item.code }
  }
  const steps = stepsIn(dialect, item.steps)
  if (item.kind === 'layer' || !item.otherwise) return { ...item, steps }
  return { ...item, steps, otherwise: stepsIn(dialect, item.otherwise) }
}

/** The same steps with the codes that a dialect emits: `bo` or `b` for a border. */
export const stepsIn = (dialect: Dialect, steps: readonly Step[]): Step[] =>
  steps.map((step) => step.map((item) => itemIn(dialect, item)))

/**
 * Steps as the text that, given to the builder as `raw`, says the same when the URL is read: slashes would end a
 * transformation in a path, and modern SDKs write escapes into a query as they are, where they are undone once more.
 */
export function rawText(steps: readonly Step[], { dialect, position }: Writing): string {
  const text = formatTransformation(stepsIn(dialect, steps))
  if (position === 'path') return text.replaceAll('/', '%2F')
  return dialect === 'modern' ? text.replaceAll('%', '%25') : text
}
