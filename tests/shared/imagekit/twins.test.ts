import ImageKitModern from '@imagekit/nodejs'
import fc from 'fast-check'
import ImageKitClassic from 'imagekit'
import { expect, test } from 'vitest'
import { url } from '#shared/imagekit/url.ts'
import type { UrlOptions } from '#shared/imagekit/url-options.ts'

const privateKey = 'private_key_test'
const urlEndpoint = 'https://media.example/shop'

const names = [
  'width',
  'height',
  'quality',
  'crop',
  'cropMode',
  'focus',
  'format',
  'radius',
  'background',
  'blur',
  'dpr',
]
const modernNames = [...names, 'aiUpscale', 'contrastStretch', 'sharpen', 'shadow', 'gradient', 'trim', 'page', 'shiny']
const classicNames = [...names, 'effectSharpen', 'effectContrast', 'effectGray', 'progressive', 'lossless', 'shiny']

const value = fc.oneof(
  fc.integer({ min: -500, max: 2000 }),
  fc.boolean(),
  fc.constantFrom('-', 'true', 'auto', 'iw_div_2', '4-3', '10_FF0000', 'a,b', 'top_left', null, undefined),
)
const stepOf = (names: string[]) => fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4 })
const position = {
  x: fc.constantFrom(0, 10, 'N20', 'bw_mul_0.5'),
  y: fc.constantFrom(0, -5),
  focus: fc.constant('center'),
}
const overlay = fc.record(
  {
    type: fc.constantFrom('text', 'image', 'video', 'subtitle', 'solidColor'),
    text: fc.constantFrom('Hello', 'Hello, World!', 'é à', '50 % & more', ''),
    input: fc.constantFrom('logo.png', '/brand/logo.png/', 'é.png', ''),
    color: fc.constantFrom('FF0000', 'red', ''),
    encoding: fc.constantFrom('auto', 'base64'),
    position: fc.record(position, { requiredKeys: [] }),
    transformation: fc.array(
      fc.dictionary(fc.constantFrom('width', 'radius', 'fontSize', 'alpha'), value, { maxKeys: 3 }),
    ),
  },
  { requiredKeys: ['type'] },
)
const shared = {
  transformationPosition: fc.constantFrom('path', 'query'),
  queryParameters: fc.dictionary(fc.constantFrom('v', 'tr'), fc.constantFrom('1', 'a b', 'a/b', 'a,b', 'é')),
  signed: fc.boolean(),
}
const path = fc.constantFrom('/a.jpg', '/x/a b.jpg', '/é.jpg', '/a%20b.jpg', '/a+b.jpg', "/a'(b).jpg", '/a&b=c.jpg')
const src = fc.oneof(path, fc.constantFrom('https://other.example/a.jpg?x=1', `${urlEndpoint}/a.jpg?x=1&y=2`))

const modernStep = fc.tuple(stepOf(modernNames), fc.option(overlay)).map(([step, overlay]) => ({ ...step, overlay }))
const modern = fc.record({ ...shared, src, transformation: fc.array(modernStep, { maxLength: 3 }) })
const classic = fc.record({ ...shared, path, transformation: fc.array(stepOf(classicNames), { maxLength: 3 }) })

test('a modern URL is the one that ImageKit’s SDK builds', () => {
  const sdk = new ImageKitModern({ privateKey })
  type Source = Parameters<typeof sdk.helper.buildSrc>[0]
  fc.assert(
    fc.property(modern, (options) => {
      const theirs = sdk.helper.buildSrc({ ...structuredClone(options), urlEndpoint } as Source)
      expect(url({ ...options, urlEndpoint, privateKey, dialect: 'modern' } as UrlOptions)).toBe(theirs)
    }),
    { numRuns: 1000 },
  )
})

test('a classic URL is the one that ImageKit’s earlier SDK builds', () => {
  const sdk = new ImageKitClassic({ publicKey: 'public_key_test', privateKey, urlEndpoint })
  type Source = Parameters<typeof sdk.url>[0]
  fc.assert(
    fc.property(classic, (options) => {
      const theirs = sdk.url(structuredClone(options) as Source)
      expect(url({ ...options, urlEndpoint, privateKey, dialect: 'classic' } as UrlOptions)).toBe(theirs)
    }),
    { numRuns: 1000 },
  )
})
