import { queryIndex } from './library.ts'

/** Tables that no undoable change writes: the history itself, the counters, and what is found in the background. */
const others = ['journal', 'library', 'edges', 'comparisons']
/** The words of names are kept in trees that grow otherwise for the same names. */
const isOfWords = (table: string) => table.startsWith('file_names')

/** A time of trashing is that of the latest change, so that only whether there is one is compared. */
const plain = (row: object) =>
  JSON.stringify(
    Object.entries(row).map(([column, value]) => [
      column,
      column === 'trashed_at' ? value !== null : Buffer.isBuffer(value) ? value.toString('hex') : value,
    ]),
  )

/** All rows of all tables that undoable changes write, but for those named. */
export function dump(directory: string, ...without: string[]): Record<string, string[]> {
  const tables = queryIndex<{ name: string }>(
    directory,
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
  )
  const wanted = tables
    .map(({ name }) => name)
    .filter((name) => ![...others, ...without].includes(name) && !isOfWords(name))
  return Object.fromEntries(
    wanted.map((name) => [name, queryIndex<object>(directory, `SELECT * FROM ${name}`).map(plain).sort()]),
  )
}
