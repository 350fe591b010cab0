import { imageKitError } from './errors.ts'
import type { Transformation } from './names.ts'
import type { Dialect } from './option.ts'
import { neverExpires } from './sign.ts'
import type { Position } from './steps.ts'

type Snake<S extends string> = S extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}${Snake<Tail>}`
  : S
type Snaked<T> = { [K in keyof T as K extends string ? Snake<K> : never]: T[K] }

interface CamelOptions {
  /** Whose rules are followed; `seed` unless told: transformation in the path, encoded query, `bo` for borders. */
  dialect?: Dialect
  urlEndpoint?: string | undefined
  /** Path below the endpoint; the classic dialects prefer it to `src`. */
  path?: string | null | undefined
  /** A whole URL, whose transformation then stands in the query; or, in the modern dialect, a path. */
  src?: string | null | undefined
  transformation?: readonly Transformation[] | null | undefined
  /** The path unless told in the classic dialects, the query in the modern one. */
  transformationPosition?: Position | null | undefined
  queryParameters?: Readonly<Record<string, string | number | boolean | null | undefined>> | null | undefined
  /** Signing needs the private key, which a window never has. */
  signed?: boolean | null | undefined
  privateKey?: string | undefined
  /** Seconds from now at which a signed URL expires; modern SDKs call it `expiresIn`, and sign when it is given. */
  expireSeconds?: number | string | null | undefined
  expiresIn?: number | string | null | undefined
  /** Added as `ik-sdk-version`, as python 2 did. */
  sdkVersion?: string | undefined
  /** The time in milliseconds, for `expireSeconds`. */
  now?: number | undefined
}

/** What a URL is built of; every name may be written in snake_case, too. */
export type UrlOptions = CamelOptions & Snaked<CamelOptions>

/** The options as they are followed. */
export interface Wanted {
  dialect: Dialect
  position: Position
  urlEndpoint: string
  path: string
  src: string
  transformation: CamelOptions['transformation']
  parameters: [string, string][]
  sdkVersion: string
  isSigned: boolean
  privateKey: string
  /** Seconds since 1970. */
  expiry: number
}

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** A text among the options; empty where it is absent. */
function textAt(options: ReadonlyMap<string, unknown>, field: string): string {
  const value = options.get(field) ?? ''
  if (typeof value !== 'string') throw imageKitError('INVALID_OPTION', field, `The ${field} has to be a text.`)
  return value
}

function dialectOf(options: ReadonlyMap<string, unknown>): Dialect {
  const dialect = options.get('dialect') ?? 'seed'
  if (dialect === 'seed' || dialect === 'classic' || dialect === 'modern') return dialect
  throw imageKitError('INVALID_OPTION', 'dialect', 'The dialect has to be “seed”, “classic” or “modern”.')
}

function positionOf(options: ReadonlyMap<string, unknown>, dialect: Dialect): Position {
  const position = options.get('transformationPosition') || (dialect === 'modern' ? 'query' : 'path')
  if (position === 'path' || position === 'query') return position
  const message = 'Invalid transformationPosition parameter: it has to be “path” or “query”.'
  throw imageKitError('INVALID_TRANSFORMATION_POSITION', 'transformationPosition', message)
}

function parametersOf(options: ReadonlyMap<string, unknown>): [string, string][] {
  const invalid = (what: string) => imageKitError('INVALID_OPTION', 'queryParameters', what)
  const given = options.get('queryParameters') ?? {}
  if (typeof given !== 'object' || Array.isArray(given)) throw invalid('The query parameters have to be an object.')
  return Object.entries(given).flatMap(([name, value]): [string, string][] => {
    if (value === null || value === undefined) return []
    if (['string', 'number', 'boolean', 'bigint'].includes(typeof value)) return [[name, String(value)]]
    throw invalid(`The query parameter “${name}” has to be a text.`)
  })
}

/** When the URL expires; never where no positive number of seconds is given. */
function expiryOf(options: ReadonlyMap<string, unknown>): number {
  const given = options.get('expireSeconds') ?? options.get('expiresIn')
  const seconds = typeof given === 'number' || typeof given === 'string' ? Math.floor(Number(given)) : 0
  const now = options.get('now')
  const expiry = Math.floor((typeof now === 'number' ? now : Date.now()) / 1000) + seconds
  return seconds > 0 && expiry < neverExpires ? expiry : neverExpires
}

/** Reads options in either spelling. Errors: INVALID_OPTION, INVALID_TRANSFORMATION_POSITION. */
export function readOptions(options: UrlOptions): Wanted {
  const given = Object.entries(options ?? {}).filter(([, value]) => value !== null && value !== undefined)
  const all = new Map<string, unknown>(given.map(([name, value]) => [camel(name), value]))
  const dialect = dialectOf(all)
  const expiry = expiryOf(all)
  return {
    dialect,
    expiry,
    position: positionOf(all, dialect),
    urlEndpoint: textAt(all, 'urlEndpoint'),
    path: textAt(all, 'path'),
    src: textAt(all, 'src'),
    transformation: all.get('transformation') as CamelOptions['transformation'],
    parameters: parametersOf(all),
    sdkVersion: textAt(all, 'sdkVersion'),
    isSigned: all.get('signed') === true || (dialect === 'modern' && expiry !== neverExpires),
    privateKey: textAt(all, 'privateKey'),
  }
}
