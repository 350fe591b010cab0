import { Failure } from '#shared/failure.ts'

/** A piece of a query: `at` is the index of its first character. A word is written bare, a text in quotes. */
export type Token =
  | { kind: 'word' | 'text'; value: string; at: number }
  | { kind: 'sign'; value: Sign; at: number }
  | { kind: 'end'; value: ''; at: number }

type Sign = '(' | ')' | '[' | ']' | ',' | '=' | ':' | '<' | '<=' | '>' | '>='

const longestQuery = 10_000

// Bare dates and times hold signs and colons, so a colon between digits belongs to its word.
const pattern =
  /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([\p{L}\p{N}_.+-]+(?:(?<=\d):(?=\d)[\p{L}\p{N}_.+-]+)*)|(<=|>=|[()[\],=:<>]))/uy

/** What is wrong with a query, and at which character, counted from 1. */
export const queryFailure = (at: number, message: string) =>
  new Failure('invalid', `The query cannot be read at character ${at + 1}: ${message}`, { field: 'searchQuery' })

function tokenOf([, quoted, single, word, sign]: RegExpExecArray, at: number): Token {
  const text = quoted ?? single
  if (text !== undefined) return { kind: 'text', value: text.replace(/\\(.)/gs, '$1'), at }
  if (word !== undefined) return { kind: 'word', value: word, at }
  return { kind: 'sign', value: sign as Sign, at }
}

const blanksAt = (text: string, at: number) => /^\s*/.exec(text.slice(at))?.[0].length ?? 0

/** The pieces of a query, closed by an end. Fails with `invalid` for what is no piece, and for a query that is too long. */
export function tokensOf(query: string): Token[] {
  if (query.length > longestQuery) throw queryFailure(longestQuery, `it may have ${longestQuery} characters.`)
  const tokens: Token[] = []
  for (let at = blanksAt(query, 0); at < query.length; at += blanksAt(query, at)) {
    pattern.lastIndex = at
    const found = pattern.exec(query)
    if (!found) throw queryFailure(at, unreadable(query[at] ?? ''))
    tokens.push(tokenOf(found, at))
    at = pattern.lastIndex
  }
  return [...tokens, { kind: 'end', value: '', at: query.length }]
}

const unreadable = (character: string) =>
  /["']/.test(character) ? 'this quote is never closed.' : `“${character}” has to stand in quotes.`
