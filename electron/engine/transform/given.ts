import type { Parameter } from '#shared/imagekit/grammar.ts'
import { optionOf } from '#shared/imagekit/names.ts'
import type { Color } from '../media/drawing.ts'
import { evaluate, type Variables } from './arithmetic.ts'
import { parseColor } from './colors.ts'
import type { Planning } from './planning.ts'

/** A parameter; `writtenAs` is its code in the URL where another one stands for it here. */
export interface Written extends Parameter {
  writtenAs?: string
}

const shown = ({ code, writtenAs = code, value }: Written) =>
  value === undefined ? writtenAs : `${writtenAs}-${value.length > 60 ? `${value.slice(0, 60)}…` : value}`

function rangeOf(code: string): { min: number; max: number; integer: boolean } {
  const value = optionOf(code)?.value
  if (value?.kind !== 'number') return { min: -Infinity, max: Infinity, integer: false }
  return { min: value.min, max: value.max, integer: value.integer === true }
}

/** The parameters of one step by their codes; the last of two alike counts. Reading one marks it as understood. */
export function createGiven(items: readonly Written[], planning: Planning, variables: Variables) {
  const written = new Map(items.map((item) => [optionOf(item.code)?.code ?? item.code, item]))
  const unread = new Set(written.keys())

  function read(code: string): Written | undefined {
    unread.delete(code)
    return written.get(code)
  }
  const nameOf = (code: string) => written.get(code)?.writtenAs ?? written.get(code)?.code ?? code

  /** Ignores a value, saying why; answers undefined. */
  function ignore(code: string, why: string): undefined {
    const item = written.get(code)
    planning.complain(nameOf(code), `${item ? shown(item) : code} was ignored: ${why}`)
    return undefined
  }

  /** A number or arithmetic within the option’s range. */
  function numberIn(code: string, text: string): number | undefined {
    const { min, max, integer } = rangeOf(code)
    const number = evaluate(text, variables)
    if (number === undefined) return ignore(code, `“${text}” is no number, and no arithmetic that comes to one here.`)
    if (number < min || number > max) return ignore(code, `it has to be from ${min} to ${max}.`)
    return integer ? Math.round(number) : number
  }

  return {
    nameOf,
    ignore,
    /** Whether it is there; reads nothing. */
    has: (code: string) => written.has(code),
    /** The value as written, empty for a code alone. */
    text: (code: string): string | undefined => {
      const item = read(code)
      return item && (item.value ?? '')
    },
    number(code: string): number | undefined {
      const item = read(code)
      return item && numberIn(code, item.value ?? '')
    },
    numberIn,
    /** Arithmetic within a value, with what was known before the step; undefined when it is malformed. */
    arithmetic: (text: string): number | undefined => evaluate(text, variables),
    /** One of the words, else ignored. */
    word<Word extends string>(code: string, words: readonly Word[]): Word | undefined {
      const item = read(code)
      if (!item) return undefined
      const word = words.find((one) => one === item.value?.toLowerCase())
      return word ?? ignore(code, `it has to be one of ${words.join(', ')}.`)
    },
    /** Whether a switch is on; `false` turns it off. */
    flag(code: string): boolean | undefined {
      const item = read(code)
      if (!item) return undefined
      const value = item.value?.toLowerCase() ?? 'true'
      if (['true', '', '-'].includes(value)) return true
      return value === 'false' ? false : ignore(code, 'it has to be true or false.')
    },
    color(code: string): Color | undefined {
      const item = read(code)
      if (!item) return undefined
      return parseColor(item.value ?? '') ?? ignore(code, 'it has to be a colour’s name, or 3, 6 or 8 digits.')
    },
    /** What nobody has read, as written. */
    unread: (): Written[] => [...unread].map((code) => written.get(code) as Written),
    shown,
  }
}

export type Given = ReturnType<typeof createGiven>
