import type { Parameter, Statement } from '../index/search-connection.ts'

/** A piece of SQL with its parameters: what callers wrote is always one of those, never text. */
export type Sql = Statement

/** SQL of our own. */
export const raw = (text: string): Sql => ({ text, parameters: [] })

/** Where a statement that takes too long stops, by that row id; not for each row, since that takes longer than the rest. */
export const timed = (id: string): Sql => raw(`((${id} & 63) <> 0 OR tick())`)

const isSql = (part: Sql | Parameter): part is Sql =>
  typeof part === 'object' && !(part instanceof Uint8Array) && 'text' in part
const pieceOf = (part: Sql | Parameter): Sql => (isSql(part) ? part : { text: '?', parameters: [part] })

/** Joins pieces of SQL; values become parameters. */
export function joined(parts: readonly (Sql | Parameter)[], separator: string): Sql {
  const pieces = parts.map(pieceOf)
  return {
    text: pieces.map(({ text }) => text).join(separator),
    parameters: pieces.flatMap(({ parameters }) => parameters),
  }
}

/** SQL as a template: pieces of SQL stand as they are, values become parameters. */
export function sql(strings: TemplateStringsArray, ...parts: (Sql | Parameter)[]): Sql {
  return joined(
    strings.flatMap((text, at) => (at < parts.length ? [raw(text), parts[at] as Sql | Parameter] : [raw(text)])),
    '',
  )
}
