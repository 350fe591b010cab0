import { queryFailure, type Token, tokensOf } from './tokens.ts'

/** A value as it was written; quotes keep a text from being read as a number, a date or true. */
export interface Value {
  text: string
  isQuoted: boolean
  at: number
}

/** A test of one field; `values` has one for comparisons, some for lists, none for EXISTS. */
export interface Condition {
  kind: 'condition'
  field: string
  operator: Operator
  isNegated: boolean
  values: Value[]
  at: number
}

/** Conditions all of which, or one of which, must hold. */
interface Group {
  kind: 'and' | 'or'
  parts: Expression[]
}

export type Expression = Condition | Group
type Operator = (typeof comparisons)[number] | 'IN' | 'EXISTS'

const comparisons = ['=', ':', '<', '<=', '>', '>=', 'HAS'] as const
/** Parentheses within each other, conditions and values of one query, at most. */
const deepest = 50
const mostConditions = 200
const mostValues = 500

interface Reader {
  tokens: Token[]
  place: number
  depth: number
  conditions: number
}

const peek = ({ tokens, place }: Reader): Token => tokens[Math.min(place, tokens.length - 1)] as Token
const isWord = (token: Token, word: string) => token.kind === 'word' && token.value.toUpperCase() === word
const isSign = (token: Token, sign: string) => token.kind === 'sign' && token.value === sign
const shown = ({ kind, value }: Token) => (kind === 'end' ? 'the query ends' : `“${value}” stands`)

function next(reader: Reader): Token {
  const token = peek(reader)
  reader.place += 1
  return token
}

/** Whether that word or sign comes next; it is passed then. */
function takes(reader: Reader, expected: string): boolean {
  const token = peek(reader)
  const isThere = isWord(token, expected) || isSign(token, expected)
  if (isThere) reader.place += 1
  return isThere
}

function expectSign(reader: Reader, sign: string): void {
  const token = next(reader)
  if (!isSign(token, sign)) throw queryFailure(token.at, `${shown(token)} where “${sign}” is expected.`)
}

function readValue(reader: Reader): Value {
  const { kind, value, at } = next(reader)
  if (kind === 'word' || kind === 'text') return { text: value, isQuoted: kind === 'text', at }
  throw queryFailure(at, 'a value is expected: a text in quotes, a number, a date, true or false.')
}

function readList(reader: Reader): Value[] {
  expectSign(reader, '[')
  const values = [readValue(reader)]
  while (takes(reader, ',')) values.push(readValue(reader))
  if (values.length > mostValues) throw queryFailure(peek(reader).at, `a list may have ${mostValues} values.`)
  expectSign(reader, ']')
  return values
}

function readOperator(reader: Reader): Pick<Condition, 'operator' | 'isNegated'> {
  const isNegated = takes(reader, 'NOT')
  const words = ['IN', 'EXISTS', ...(isNegated ? (['='] as const) : comparisons)] as const
  const operator = words.find((word) => takes(reader, word))
  if (operator) return { operator, isNegated }
  const token = peek(reader)
  throw queryFailure(token.at, `${shown(token)} where one of ${words.join(' ')} is expected.`)
}

function valuesOf(reader: Reader, operator: Operator): Value[] {
  if (operator === 'EXISTS') return []
  return operator === 'IN' ? readList(reader) : [readValue(reader)]
}

function readCondition(reader: Reader): Condition {
  const { kind, value: field, at } = next(reader)
  if (kind !== 'word' && kind !== 'text') throw queryFailure(at, 'the name of a field is expected.')
  reader.conditions += 1
  if (reader.conditions > mostConditions) throw queryFailure(at, `a query may have ${mostConditions} conditions.`)
  const { operator, isNegated } = readOperator(reader)
  return { kind: 'condition', field, operator, isNegated, values: valuesOf(reader, operator), at }
}

function readPrimary(reader: Reader): Expression {
  const { at } = peek(reader)
  if (!takes(reader, '(')) return readCondition(reader)
  reader.depth += 1
  if (reader.depth > deepest) throw queryFailure(at, `parentheses may stand ${deepest} deep.`)
  const inner = readAlternatives(reader)
  reader.depth -= 1
  expectSign(reader, ')')
  return inner
}

function readSeries(reader: Reader, kind: Group['kind'], readPart: (reader: Reader) => Expression): Expression {
  const first = readPart(reader)
  const parts = [first]
  while (takes(reader, kind.toUpperCase())) parts.push(readPart(reader))
  return parts.length > 1 ? { kind, parts } : first
}

const readAll = (reader: Reader) => readSeries(reader, 'and', readPrimary)
const readAlternatives = (reader: Reader): Expression => readSeries(reader, 'or', readAll)

/**
 * Reads a searchQuery (contract: imagekit, 3.3): conditions joined by AND and OR, AND first, with parentheses.
 * Fails with `invalid`, whose message tells the character.
 */
export function parseQuery(query: string): Expression {
  const reader: Reader = { tokens: tokensOf(query), place: 0, depth: 0, conditions: 0 }
  const expression = readAlternatives(reader)
  const rest = peek(reader)
  if (rest.kind !== 'end') throw queryFailure(rest.at, `${shown(rest)} where AND, OR or the end is expected.`)
  return expression
}

/** All conditions of an expression. */
export const conditionsOf = (expression: Expression): Condition[] =>
  expression.kind === 'condition' ? [expression] : expression.parts.flatMap(conditionsOf)

const escaped = (text: string) => `"${text.replace(/[\\"]/g, '\\$&')}"`
const formatValue = ({ text, isQuoted }: Value) => (isQuoted ? escaped(text) : text)

function formatCondition({ field, operator, isNegated, values }: Condition): string {
  const list = values.map(formatValue).join(', ')
  const name = /^[\p{L}\p{N}_]+$/u.test(field) ? field : escaped(field)
  return [name, isNegated && 'NOT', operator, operator === 'IN' ? `[${list}]` : list].filter(Boolean).join(' ')
}

/** Writes an expression as a searchQuery; the inverse of `parseQuery`. */
export function formatQuery(expression: Expression): string {
  if (expression.kind === 'condition') return formatCondition(expression)
  const inner = expression.parts.map((part) =>
    part.kind === 'condition' ? formatQuery(part) : `(${formatQuery(part)})`,
  )
  return inner.join(` ${expression.kind.toUpperCase()} `)
}
