import type { ActivityRow } from '#shared/activity.ts'
import { isFailure, statusWords } from './status.ts'

/** Which requests are shown: those that have each word somewhere. */
export interface Wish {
  text: string
  isFailuresOnly: boolean
}

const wordsOf = ({ client, method, path, status }: ActivityRow) =>
  `${client} ${method} ${path} ${status} ${statusWords(status)}`.toLowerCase()

/** The requests that are wished for, in their order. */
export function matching(rows: readonly ActivityRow[], { text, isFailuresOnly }: Wish): readonly ActivityRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const isWished = (row: ActivityRow) => words.every((word) => wordsOf(row).includes(word))
  return rows.filter((row) => (!isFailuresOnly || isFailure(row.status)) && isWished(row))
}
