import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { getAuthenticationParameters } from '#shared/imagekit/auth.ts'
import { phashDistance } from '#shared/imagekit/phash.ts'
import { getResponsiveImageAttributes } from '#shared/imagekit/responsive.ts'
import { signature } from '#shared/imagekit/sign.ts'
import { transformationText } from '#shared/imagekit/steps.ts'
import { url } from '#shared/imagekit/url.ts'
import type { UrlOptions } from '#shared/imagekit/url-options.ts'

/** What an SDK answered to an input, or each of several SDKs. */
interface Vector {
  id: string
  dialect: string
  fn: string
  // biome-ignore lint/suspicious/noExplicitAny: each function has an input of its own
  input: any
  init?: Record<string, string | number> | null
  expected?: unknown
  error?: string
  bySdk?: Record<string, string>
  fixedNow?: number
  note?: string
}

const pythonVersion = 'python-2.2.8'

function optionsOf({ dialect, input, init, fixedNow }: Vector): UrlOptions {
  const common = {
    ...init,
    now: fixedNow === undefined ? Number(init?.nowMs ?? 0) : fixedNow * 1000,
    ...(dialect === 'py-2.2.8' && { sdkVersion: pythonVersion }),
    ...(dialect === 'seed' && { privateKey: 'private_key_test' }),
  }
  const endpoint = input.url_endpoint ?? input.urlEndpoint ?? init?.url_endpoint ?? init?.urlEndpoint
  const rules = dialect === 'modern' ? 'modern' : dialect === 'seed' ? 'seed' : 'classic'
  const { url_endpoint: _, ...known } = { ...common, ...input }
  return { ...known, urlEndpoint: endpoint, dialect: rules }
}

/** As the URL goes over the wire: some SDKs leave that to what sends it. */
const onTheWire = (text: unknown) => (typeof text === 'string' && URL.canParse(text) ? new URL(text).href : text)

const withoutKeyedHash = (text: unknown) =>
  String(text)
    .replace(/ik-s=\w+/, '')
    .replace('image.jpg', 'image')

function codeOfError(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}

function checkEdge(vector: Vector): void {
  const results = Object.entries(vector.bySdk ?? {})
  const modern = results.filter(([sdk]) => /^(js-5|node-7)/.test(sdk)).map(([, text]) => onTheWire(text))
  const classic = results
    .filter(([sdk]) => !/^(js-|node-7|py-v2\.0)/.test(sdk))
    .map(([, text]) => onTheWire(text.replace(/[?&]ik-sdk-version=[\w.-]+$/, '')))
  expect(classic).toContain(url({ ...optionsOf(vector), dialect: 'classic' }))
  if (modern.length > 0) expect(modern).toContain(url({ ...optionsOf(vector), dialect: 'modern' }))
}

const checks: Record<string, (vector: Vector) => void> = {
  url(vector) {
    if (vector.bySdk) return checkEdge(vector)
    const result = codeOfError(() => url(optionsOf(vector)))
    if (vector.error) expect(result).toBe('INVALID_TRANSFORMATION_POSITION')
    else if (vector.note?.startsWith('shape only'))
      expect(withoutKeyedHash(result)).toBe(withoutKeyedHash(vector.expected))
    else expect(result).toBe(onTheWire(vector.expected))
  },
  buildSrc: (vector) => expect(url(optionsOf(vector))).toBe(onTheWire(vector.expected)),
  buildTransformationString: ({ input, expected }) =>
    expect(transformationText(input, { dialect: 'modern', position: 'query' })).toBe(expected),
  getResponsiveImageAttributes: ({ input, expected }) => expect(getResponsiveImageAttributes(input)).toEqual(expected),
  getSignature: ({ input, expected }) => expect(signature(input)).toBe(expected),
  getAuthenticationParameters: ({ input, expected }) =>
    expect(getAuthenticationParameters(input)).toEqual({
      token: input.token,
      expire: input.expire,
      signature: expected,
    }),
  phashDistance: ({ input, expected, error }) =>
    expect(codeOfError(() => phashDistance(input[0], input[1]))).toBe(error ?? expected),
}

/** Recorded vectors of the SDKs where a file of them is named; they are no part of the project. */
export function recordedVectors(): Vector[] {
  const { MAGPIE_URL_VECTORS: file } = process.env
  return file ? (JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }).vectors : []
}

/** Demands that a vector comes out as recorded, in its dialect. */
export function checkVector(vector: Vector): void {
  const check = checks[vector.fn]
  if (!check) throw new Error(`Nothing is known of ${vector.fn}.`)
  check(vector)
}
