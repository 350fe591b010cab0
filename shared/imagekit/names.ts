import type { Dialect, Family, OptionValue, Section } from './option.ts'
import { sections } from './options.ts'

/** One transformation of the table. `names`: in snake_case, the usual one first; `dialects`: whose SDKs have it. */
export interface Option {
  code: string
  seedCode: string
  names: readonly string[]
  modernNames: readonly string[]
  dialects: readonly Dialect[]
  families: readonly Family[]
  value: OptionValue
  help: string
}

const dialectsSince: Record<Dialect, Dialect[]> = {
  seed: ['seed', 'classic', 'modern'],
  classic: ['classic', 'modern'],
  modern: ['modern'],
}

function optionsOf({ since, modern, families, rows }: Section): Option[] {
  const dialects = dialectsSince[since].filter((dialect) => modern || dialect !== 'modern')
  return Object.entries(rows).map(([code, { name, also = [], was = [], seedCode = code, value, help }]) => {
    const modernNames = modern ? [name, ...also] : []
    return { code, seedCode, names: [name, ...also, ...was], modernNames, dialects, families, value, help }
  })
}

/** Every transformation, in the order of the table. */
export const options: readonly Option[] = sections.flatMap(optionsOf)

const byCode = new Map(options.flatMap((option) => [option.code, option.seedCode].map((code) => [code, option])))

/** The transformation of a code as URLs have it; undefined for unknown ones. */
export const optionOf = (code: string): Option | undefined => byCode.get(code)

// `aspect_ratio`, `aspectRatio` and `effectUSM` for `effect_usm` are one name each.
const plain = (name: string) => name.replaceAll('_', '').toLowerCase()
const byName = new Map(options.flatMap((option) => option.names.map((name) => [plain(name), option])))
const byModernName = new Map(options.flatMap((option) => option.modernNames.map((name) => [plain(name), option])))

/**
 * The code for a name in snake_case or camelCase; unknown names are their own code.
 * Modern SDKs don't know the classic names; the classic dialects here know the modern ones, too.
 */
export function codeOf(name: string, dialect: Dialect): string {
  const option = (dialect === 'modern' ? byModernName : byName).get(plain(name))
  return (dialect === 'seed' ? option?.seedCode : option?.code) ?? name
}

type Camel<S extends string> = S extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : S
type Spelled<S extends string> = S | Camel<S>

type Rows = (typeof sections)[number]['rows']
type RowOf<R> = R extends unknown ? R[keyof R] : never
type NameOf<R> =
  | (R extends { name: infer N extends string } ? N : never)
  | (R extends { also: readonly (infer N extends string)[] } ? N : never)
  | (R extends { was: readonly (infer N extends string)[] } ? N : never)

type Wording<W> = W extends { words: readonly (infer Word)[] } ? Word : never
type InputOf<V> = V extends { kind: 'switch' | 'flag' } | { optional: true }
  ? boolean | number | string
  : Wording<V> | number | (string & {}) | readonly (number | string)[]

type NamedOptions = {
  [R in RowOf<Rows> as R extends { value: unknown } ? Spelled<NameOf<R>> : never]?:
    | (R extends { value: infer V } ? InputOf<V> : never)
    | null
    | undefined
}

/** A picture, text, video, file of subtitles or plain colour laid over the one below; more steps apply to it alone. */
export interface Overlay {
  type: 'text' | 'image' | 'video' | 'subtitle' | 'solidColor'
  text?: string
  input?: string
  color?: string
  encoding?: 'auto' | 'plain' | 'base64'
  layerMode?: 'multiply' | 'cutter' | 'cutout' | 'displace'
  position?: Partial<Record<'x' | 'y' | 'xCenter' | 'yCenter' | 'focus' | 'anchorPoint', number | string>>
  timing?: Partial<Record<'start' | 'end' | 'duration', number | string>>
  transformation?: readonly Transformation[]
}

/** One step: names of the table or codes; `raw` is passed on as it is, and so are names that are not known. */
export interface Transformation extends NamedOptions {
  overlay?: Overlay | null | undefined
  raw?: string | null | undefined
  [unknown: string]: unknown
}
