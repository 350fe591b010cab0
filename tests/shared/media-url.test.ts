import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Failure } from '#shared/failure.ts'
import { parseTransformation } from '#shared/imagekit/grammar.ts'
import { url } from '#shared/imagekit/url.ts'
import { readMediaUrl } from '#shared/media-url.ts'

const hash = 'ab'.repeat(32)
const endpoint = 'http://localhost:8010/media'

/** The part of a URL that follows the endpoint. */
const belowOf = (whole: string) => whole.slice(endpoint.length)

const failureOf = (below: string) => {
  try {
    return readMediaUrl(below)
  } catch (error) {
    return error instanceof Failure ? error.code : error
  }
}

describe('a picture is named', () => {
  test.each([
    ['/a.jpg', '/a.jpg'],
    ['/folder/sub/a%20b%C3%A9.jpg', '/folder/sub/a bé.jpg'],
    ['//folder///a.jpg/', '/folder/a.jpg'],
    ['/folder%2Fa.jpg', '/folder/a.jpg'],
    ['/100%25.jpg?v=3&x', '/100%.jpg'],
    ['/a%252e%252e.jpg', '/a%2e%2e.jpg'],
    [`/${hash}`, hash],
    [`/tr:w-1/${hash}`, hash],
    [`/folder/${hash}`, `/folder/${hash}`],
    [`/${hash.toUpperCase()}`, `/${hash.toUpperCase()}`],
    ['/https://example.com/a.jpg', 'https://example.com/a.jpg'],
    ['/https:/example.com/a//b.jpg', 'https://example.com/a//b.jpg'],
    ['/http://example.com', 'http://example.com'],
    ['/https://example.com/a%20b.jpg?v=1&w=2', 'https://example.com/a%20b.jpg?v=1&w=2'],
    ['/https%3A%2F%2Fexample.com%2Fa.jpg%3Ftr%3Dx', 'https://example.com/a.jpg?tr=x'],
    ['/https%3A%2F%2Fexample.com%2Fa.jpg%3Fx?y=1', 'https://example.com/a.jpg?x&y=1'],
    ['/https://cdn.example/tr:w-9/a.jpg', 'https://cdn.example/tr:w-9/a.jpg'],
    [
      '/https://example.com/a.jpg?v=1&tr=w-1&updatedAt=5&ik-s=a&ik-t=1&ik-sdk-version=x&x=2&tru=1',
      'https://example.com/a.jpg?v=1&x=2&tru=1',
    ],
    ['/httpsbook/a.jpg', '/httpsbook/a.jpg'],
    ['/', ''],
    ['/tr:w-1', ''],
  ])('by %s as “%s”', (below, picture) => {
    expect(readMediaUrl(below).picture).toBe(picture)
  })

  test.each([
    '/../a.jpg',
    '/a/%2e%2E/b.jpg',
    '/a/..%2Fb.jpg',
    '/a/..%5Cb.jpg',
    '/./a.jpg',
    '/tr:w-1/../a.jpg',
    '/..',
    '/a%00.jpg',
    '/a%0Ab.jpg',
    '/https://example.com/../a.jpg',
    '/https%3A%2F%2Fexample.com%2F..%2Fa.jpg',
    '/100%.jpg',
    '/a%FF.jpg',
    '/tr:w-1/tr:h-1/a.jpg',
    '/tr%3Aw-%/a.jpg',
  ])('and %s is refused', (below) => {
    expect(failureOf(below)).toBe('invalid')
  })
})

describe('a transformation', () => {
  test.each([
    ['/tr:w-300,h-200:rt-90/a.jpg', 'w-300,h-200:rt-90', '/a.jpg'],
    ['/folder/tr:n-small/a.jpg', 'n-small', '/folder/a.jpg'],
    ['/tr:w-1/https:/example.com/a.jpg', 'w-1', 'https://example.com/a.jpg'],
    ['/tr:l-image,i-/over/lay.png,l-end,w-1/a.jpg', 'l-image,i-/over/lay.png,l-end,w-1', '/a.jpg'],
    ['/tr:l-image,i-/x,l-text,i-a/b,l-end,l-end/a.jpg', 'l-image,i-/x,l-text,i-a/b,l-end,l-end', '/a.jpg'],
    ['/tr:w-1:l-image,i-a,l-end/f/l-x/a.jpg', 'w-1:l-image,i-a,l-end', '/f/l-x/a.jpg'],
    ['/tr:l-text,i-l-end,l-end/a.jpg', 'l-text,i-l-end,l-end', '/a.jpg'],
    ['/tr:ar-4:3,w-1/a.jpg', 'ar-4:3,w-1', '/a.jpg'],
    ['/tr:if-w_gt_1,w-2,if-end/a.jpg', 'if-w_gt_1,w-2,if-end', '/a.jpg'],
    ['/tr:ot-a%2Cb%20c/a.jpg', 'ot-a%2Cb%20c', '/a.jpg'],
    ['/tr%3Aw-300%2Ch-200/a.jpg', 'w-300,h-200', '/a.jpg'],
    ['/a.jpg?tr=w-300%2Ch-200%3Art-90', 'w-300,h-200:rt-90', '/a.jpg'],
    ['/a.jpg?tr=h-300,w-400:rt-90', 'h-300,w-400:rt-90', '/a.jpg'],
    ['/a.jpg?tr=ot-a+b%2Bc', 'ot-a b+c', '/a.jpg'],
    ['/a.jpg?v=1&tr=w-1&v=2&tr=w-9', 'w-9', '/a.jpg'],
    ['/https://example.com/a.jpg?v=1&tr=w-9', 'w-9', 'https://example.com/a.jpg?v=1'],
    ['/tr:/a.jpg', undefined, '/a.jpg'],
    ['/tr:l-image,i-a/b.jpg', 'l-image,i-a/b.jpg', ''],
  ])('in %s is “%s”', (below, transformation, picture) => {
    expect(readMediaUrl(below)).toMatchObject({ transformation, picture, isAmbiguous: false })
  })

  test('in the path counts when there is one in the query, too', () => {
    expect(readMediaUrl('/tr:w-1/a.jpg?tr=w-2')).toMatchObject({ transformation: 'w-1', isAmbiguous: true })
  })

  test('of any layers, built in the path or the query, is read as it was built', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((one) => one.trim() !== '')
    const layer = fc.record({ type: fc.constant('text' as const), text })
    const image = fc.record({
      type: fc.constant('image' as const),
      input: fc.constantFrom('a.png', '/f/b.png', 'é/ü.png'),
    })
    const step = fc.record({ width: fc.integer({ min: 1 }), overlay: fc.oneof(layer, image) })
    const name = fc.stringMatching(/^[\w é%]+$/)
    const built = fc.record({
      dialect: fc.constantFrom('seed' as const, 'modern' as const),
      transformationPosition: fc.constantFrom('path' as const, 'query' as const),
      transformation: fc.array(step, { minLength: 1, maxLength: 3 }),
    })
    fc.assert(
      fc.property(built, name, (options, file) => {
        const path = `/folder/${encodeURIComponent(file)}`
        const read = readMediaUrl(belowOf(url({ ...options, urlEndpoint: endpoint, path })))
        expect(read.picture).toBe(`/folder/${file}`)
        const parsed = parseTransformation(read.transformation ?? '')
        expect(parsed.ok && parsed.steps.map((items) => items.map(({ kind }) => kind))).toEqual(
          options.transformation.map(() => ['parameter', 'layer']),
        )
      }),
    )
  })
})

test('a page of a picture and an attachment are told by their marks', () => {
  expect(readMediaUrl('/tr:pg-2/a.gif/ik-thumbnail.jpg')).toMatchObject({ picture: '/a.gif', isThumbnail: true })
  expect(readMediaUrl('/https://example.com/a.gif/ik-thumbnail.jpg?v=1')).toMatchObject({
    picture: 'https://example.com/a.gif?v=1',
    isThumbnail: true,
  })
  expect(readMediaUrl('/ik-thumbnail.jpg')).toMatchObject({ picture: '/ik-thumbnail.jpg', isThumbnail: false })
  expect(readMediaUrl('/a.jpg?ik-attachment=true').isAttachment).toBe(true)
  expect(readMediaUrl('/a.jpg?ik-attachment=false').isAttachment).toBe(false)
})

test('any text is read or refused as invalid', () => {
  const parts = fc.constantFrom(
    '/',
    'tr:',
    'l-',
    'l-end',
    ',',
    ':',
    'https:',
    '%',
    '%2F',
    '..',
    '?',
    '&',
    'tr=',
    'a',
    'é',
  )
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 40 }), (texts) => {
      const read = failureOf(`/${texts.join('')}`)
      expect(read === 'invalid' || typeof read === 'object').toBe(true)
      expect(read).not.toBeInstanceOf(Error)
    }),
  )
})

test('a long text is read in one go', () => {
  const read = readMediaUrl(`/tr:${'l-image,i-/a,'.repeat(50_000)}${'w-1:'.repeat(50_000)}/a.jpg`)
  expect(read.picture).toBe('')
})
