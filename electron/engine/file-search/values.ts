import type { Parameter } from '../index/search-connection.ts'
import type { Value } from './grammar.ts'
import { queryFailure } from './tokens.ts'

/** Reads a value of a query as what its field holds; fails with `invalid` and the character. `now` is in milliseconds. */
export type ReadValue = (value: Value, now: number) => Parameter

const hours = 3_600_000
const unitHours: Record<string, number> = { h: 1, d: 24, w: 7 * 24 }
const unitMonths: Record<string, number> = { m: 1, y: 12 }
/** Units of 1024: the service tells nowhere which it means. */
const unitBytes: Record<string, number> = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 }
const contentTypes: Record<string, string> = {
  jpg: 'image/jpeg',
  svg: 'image/svg+xml',
  tif: 'image/tiff',
  ico: 'image/x-icon',
  pdf: 'application/pdf',
}

export const readText: ReadValue = ({ text }) => text

export const readNumber: ReadValue = ({ text, at }) => {
  if (!/^[+-]?\d{1,15}(\.\d+)?$/.test(text)) throw queryFailure(at, `“${text}” is no number.`)
  return Number(text)
}

/** Bytes: a number, or one with `b`, `kb`, `mb` or `gb`. */
export const readSize: ReadValue = ({ text, at }) => {
  const [, amount, unit = 'b'] = /^(\d{1,15}(?:\.\d+)?) ?([kmg]?b)?$/i.exec(text) ?? []
  if (amount === undefined) throw queryFailure(at, `“${text}” is no size: write bytes, or such as "10kb" or "1.5mb".`)
  return Number(amount) * (unitBytes[unit.toLowerCase()] ?? 1)
}

/** True and false are written without quotes. */
export function readBoolean({ text, isQuoted, at }: Value): boolean {
  if (isQuoted || !/^(true|false)$/i.test(text))
    throw queryFailure(at, 'true or false is expected here, without quotes.')
  return text.toLowerCase() === 'true'
}

/** That many months before an instant, on the month’s last day where it has fewer. */
function monthsBefore(now: number, months: number): number {
  const date = new Date(now)
  const day = date.getUTCDate()
  date.setUTCMonth(date.getUTCMonth() - months, 1)
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  return date.setUTCDate(Math.min(day, lastDay))
}

function readAgo(text: string, now: number): number | undefined {
  const [, amount, unit = ''] = /^(\d{1,4})([hdwmy])$/i.exec(text) ?? []
  if (amount === undefined) return undefined
  const months = unitMonths[unit.toLowerCase()]
  if (months !== undefined) return monthsBefore(now, Number(amount) * months)
  return now - Number(amount) * (unitHours[unit.toLowerCase()] ?? 0) * hours
}

const datePattern = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/

/** A date of ISO 8601 in milliseconds, in UTC unless it says otherwise; null for what is none. */
export function instantOf(text: string): number | null {
  const [, time, , , zone] = datePattern.exec(text) ?? [text]
  const instant = datePattern.test(text) ? Date.parse(time && !zone ? `${text}Z` : text) : Number.NaN
  return Number.isNaN(instant) ? null : instant
}

/** Milliseconds: a date, or such as `7d` for so long ago. */
export function readDate({ text, at }: Value, now: number): number {
  const instant = readAgo(text, now) ?? instantOf(text)
  if (instant !== null) return instant
  throw queryFailure(at, `“${text}” is no date: write such as 2026-01-31, "2026-01-31T12:00:00" or 7d (h, d, w, m, y).`)
}

/** An instant in ISO 8601 as text that sorts like it: `+`, which years beyond 9999 begin with, would come first. */
export const sortableTime = (instant: number): string => new Date(instant).toISOString().replace('+', ':')

/** When a picture was taken, as the index has it: without a zone. */
export const readTaken: ReadValue = (value, now) => sortableTime(readDate(value, now)).slice(0, 19)

export const readId: ReadValue = ({ text, at }) => {
  if (!/^[0-9a-f]{24}$/i.test(text)) throw queryFailure(at, `“${text}” is no id: it has 24 hex digits.`)
  return Buffer.from(text, 'hex')
}

export const readHash: ReadValue = ({ text, at }) => {
  if (!/^[0-9a-f]{16}$/i.test(text)) throw queryFailure(at, `“${text}” is no perceptual hash: it has 16 hex digits.`)
  return text.toLowerCase()
}

/** A content type; a format that is not known here is one that no file has. */
export const readFormat: ReadValue = ({ text }) => contentTypes[text.toLowerCase()] ?? `image/${text.toLowerCase()}`

/** One of the words that a field may have. */
export const readWord =
  (...words: string[]): ReadValue =>
  ({ text, at }) => {
    if (!words.includes(text)) throw queryFailure(at, `“${text}” is none of ${words.join(', ')}.`)
    return text
  }

/** The path of a folder as the index has it: with a slash before each name and none after the last. */
export const readPath = ({ text }: Value): string => `/${text.split('/').filter(Boolean).join('/')}`
