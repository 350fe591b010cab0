import { parseNumber } from './arithmetic.ts'

/** `bl-10_st-30` as its names and values; a value goes up to the next of the names. Undefined where others are in it. */
export function partsOf(text: string, names: readonly string[]): Map<string, string> | undefined {
  const parts = new Map<string, string>()
  for (const part of text === '' ? [] : text.split(new RegExp(`_(?=(?:${names.join('|')})-)`))) {
    const name = names.find((one) => part.startsWith(`${one}-`))
    if (!name) return undefined
    parts.set(name, part.slice(name.length + 1))
  }
  return parts
}

/** A number of an effect within its range; `otherwise` where it isn't told, undefined where it is malformed. */
export function numberOf(text: string | undefined, min: number, max: number, otherwise: number): number | undefined {
  if (text === undefined) return otherwise
  const number = parseNumber(text)
  return number !== undefined && number >= min && number <= max ? number : undefined
}
