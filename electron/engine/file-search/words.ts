/** What a full-text search looks for: names that have all of these words; of the last one, its beginning is enough. */
const separators = /[^\p{L}\p{N}\p{M}\p{Co}]+/u

/** More than a name has. */
const mostWords = 1000

/** Words of a text without case and accents, as the index of names has them. */
const wordsOf = (text: string): string[] =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().split(separators).filter(Boolean)

/** The expression for the full-text index that finds a text’s words; '' where it has none. */
export function matchOf(text: string): string {
  const words = text.split(separators).filter((word) => /[\p{L}\p{N}\p{Co}]/u.test(word))
  return words.length > 0 ? `${words.map((word) => `"${word}"`).join(' AND ')} *` : ''
}

/** Whether a text has the words that are looked for: 1 or 0. */
export function hasWords(text: string | null, wanted: string): number {
  const [words, looked] = [wordsOf(text ?? ''), wordsOf(wanted)]
  const last = looked.pop() ?? ''
  return Number(looked.every((word) => words.includes(word)) && words.some((word) => word.startsWith(last)))
}

/** How much a name is about the words that are looked for: by how many of its words are such, then by how few are not. */
export function rankOf(text: string, wanted: string): number {
  const [words, looked] = [wordsOf(text), wordsOf(wanted)]
  const last = looked.pop() ?? ''
  const such = words.filter((word) => looked.includes(word) || word.startsWith(last))
  return such.length * mostWords - words.length
}
