import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatTransformation, type Item, parseTransformation, type Step } from '#shared/imagekit/grammar.ts'
import { options } from '#shared/imagekit/names.ts'
import { stepsIn } from '#shared/imagekit/raw-text.ts'
import { readMediaUrl } from '#shared/media-url.ts'
import type { ImageDetail } from '#shared/schema.ts'
import { endpointOf, mediaUrl, type Naming, nameOf, type Spelling } from '../../renderer/state/media-urls.ts'
import { type Doors, makePicture, openDoors } from '../helpers/api-doors.ts'
import { clientOf } from '../helpers/library.ts'

const endpoint = 'http://localhost:8010/media'
const hash = 'ab'.repeat(32)

const picture = (path: string, source: string, trashedAt: string | null = null) => {
  const cut = path.lastIndexOf('/')
  const file = { id: '', folder: path.slice(0, cut) || '/', name: path.slice(cut + 1), trashedAt }
  return { hash, files: [file], sources: [{ url: source }] } as unknown as ImageDetail
}

const spellings: Spelling[] = (['seed', 'classic', 'modern'] as const).flatMap((dialect) =>
  (['path', 'query'] as const).flatMap((position) =>
    (['hash', 'path', 'source'] as const).map((naming) => ({
      ...{ dialect, position, naming, isSigned: false, expireSeconds: null },
    })),
  ),
)

/** What a reader of the URL sees, of the URL as a browser sends it. */
function readBack(whole: string) {
  expect(whole.startsWith(endpoint)).toBe(true)
  const { pathname, search } = new URL(whole)
  const read = readMediaUrl(`${pathname}${search}`.slice('/media'.length))
  const parsed = parseTransformation(read.transformation ?? '')
  return { picture: read.picture, steps: parsed.ok ? formatTransformation(parsed.steps) : parsed.problem.message }
}

const written = (steps: Step[], { dialect }: Spelling) => formatTransformation(stepsIn(dialect, steps))

const stepsOf = (text: string): Step[] => {
  const parsed = parseTransformation(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.steps
}

const transformations = [
  '',
  'w-300,h-200,fo-auto',
  'w-300:rt-90:bo-5_FF0000',
  'b-5_F00,bg-00AAFF50,r-max',
  'n-card,q-60',
  'ot-50%25ab & more%2C yes%3A é/ü?#+\'"',
  'oi-folder@@logo.png,ox-N10,oy-5,di-a@@b.jpg',
  'w-400:l-text,i-Hello%2C 100%25 world?,fs-30,co-FFFFFF,l-end:q-50',
  'l-image,i-/over/lay.png,w-100:rt-9,l-end',
  'l-image,i-a@@b.png,l-text,ie-SGk%3D,l-end,b-3_red,l-end,w-20',
  'if-w_gt_300,w-300:h-20,if-else,q-4,if-end',
  'ar-4:3,w-1,shiny-very,e-sharpen,e-usm-2-2-0.8-0.024',
]

const paths = [
  '/a.jpg',
  '/folder/sub folder/a b.jpg',
  '/50%.jpg',
  '/a%20b%41.jpg',
  '/what?.jpg',
  '/#1.jpg',
  '/a,b:c;d=e&f+g@h.jpg',
  '/tr:w-3.jpg',
  '/tr:w-3/TR:x/a.jpg',
  '/https:/example.com/a.jpg',
  '/folder/ik-thumbnail.jpg',
  '/é/日本 語.jpg',
  '/l-image,l-end/a\\b.jpg',
  `/folder/${hash}`,
]

const sources = [
  'https://example.com/a.jpg',
  'https://example.com/a.jpg?a=b&c=d',
  'https://example.com/a.jpg?a&b=&a=1&tr=w-9&ik-s=1&updatedAt=3',
  'https://example.com/a%20b.jpg?q=a%20b+c#part',
  'https://example.com/a b/é.jpg',
  'https://example.com/100%.jpg?x=%',
  'http://user:pw@example.com:8080//a//b.jpg?u=https://other.example/x',
  'https://cdn.example/tr:w-9/a.jpg',
  'https://example.com/ik-thumbnail.jpg',
  'HTTPS://Example.com/A.jpg',
  "https://example.com/'(a)[b]|c^`{}.jpg?'=\"<>\\",
]

describe('the URL of a picture', () => {
  const cases = [...paths.map((path) => [path, sources[0] ?? '']), ...sources.map((source) => ['/a.jpg', source])]

  test.each(cases)('%s from %s is read as it was meant, in every spelling', (path, source) => {
    const one = picture(path, source)
    for (const spelling of spellings)
      for (const steps of transformations.map(stepsOf)) {
        const whole = mediaUrl(one, steps, endpoint, spelling)
        const name = { hash, path, source }[spelling.naming]
        expect([whole, readBack(whole)]).toEqual([whole, { picture: name, steps: written(steps, spelling) }])
      }
  })

  test('of any name and any steps is read as it was meant', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    const hostile = fc.constantFrom(
      'tr:',
      '%',
      '%41',
      '%2F',
      '/',
      '?',
      '#',
      '&',
      '+',
      ' ',
      ',',
      ':',
      'l-end',
      '..',
      'é',
      '\\',
    )
    const mixed = fc.array(fc.oneof(text, hostile), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''))
    const code = fc.constantFrom(...options.map((option) => option.code), 'bo', 'unknown')
    const parameter = fc.record({ kind: fc.constant('parameter' as const), code, value: mixed })
    const { steps } = fc.letrec<{ steps: Step[]; item: Item }>((tie) => ({
      steps: fc.array(fc.array(tie('item'), { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
      item: fc.oneof(
        { depthSize: 'small' },
        parameter,
        fc.record({ kind: fc.constant('layer' as const), type: fc.constant('text'), steps: tie('steps') }),
      ),
    }))
    fc.assert(
      fc.property(fc.constantFrom(...spellings), mixed, mixed, steps, (spelling, path, source, given) => {
        const one = picture(`/${path}`, `https://example.com/${source}`)
        const whole = mediaUrl(one, given, endpoint, spelling)
        const name = nameOf(one, spelling.naming) ?? hash
        expect(readBack(whole)).toEqual({ picture: name, steps: written(given, spelling) })
      }),
      { numRuns: 400 },
    )
  })

  test('keeps a source that can be read readable', () => {
    const one = picture('/a.jpg', 'https://example.com/a.jpg?v=1')
    const spelled = (dialect: Spelling['dialect'], position: Spelling['position']) =>
      mediaUrl(one, stepsOf('w-3'), endpoint, {
        ...{ dialect, position },
        naming: 'source',
        isSigned: false,
        expireSeconds: null,
      })
    expect(spelled('seed', 'path')).toBe(`${endpoint}/tr:w-3/https://example.com/a.jpg?v=1`)
    expect(spelled('modern', 'query')).toBe(`${endpoint}/https://example.com/a.jpg?v=1&tr=w-3`)
  })

  test('has the steps in the query where no path could hold them', () => {
    const steps: Step[] = [[{ kind: 'parameter', code: 'é', value: '1' }]]
    const [spelling] = spellings
    if (!spelling) throw new Error('there are spellings')
    expect(readBack(mediaUrl(picture('/a.jpg', ''), steps, endpoint, spelling)).steps).toBe('é-1')
  })
})

describe('a name', () => {
  test.each<[Naming, string, string]>([
    ['path', '/a/../b.jpg', 'https://example.com/a.jpg'],
    ['path', '/line\nbreak.jpg', 'https://example.com/a.jpg'],
    ['path', `/${hash}`, 'https://example.com/a.jpg'],
    ['path', '/half\ud800.jpg', 'https://example.com/a.jpg'],
    ['source', '/a.jpg', 'file:///home/a.jpg'],
    ['source', '/a.jpg', 'paste:2026-01-01'],
    ['source', '/a.jpg', 'https://example.com/../a.jpg'],
  ])('by %s is none where no URL could hold it (%j, %s), and the hash stands in', (naming, path, source) => {
    const one = picture(path, source)
    expect(nameOf(one, naming)).toBe(undefined)
    for (const spelling of spellings.filter((each) => each.naming === naming))
      expect(readBack(mediaUrl(one, [], endpoint, spelling)).picture).toBe(hash)
  })

  test('by path is that of a file outside the trash', () => {
    expect(nameOf(picture('/a.jpg', '', '2026-01-01T00:00:00Z'), 'path')).toBe(undefined)
    expect(nameOf(picture('/a.jpg', ''), 'path')).toBe('/a.jpg')
  })
})

test('URLs begin below the library’s address, or the page’s own where it has no port', () => {
  expect(endpointOf(['http://127.0.0.1:8010/', 'http://127.0.0.2:8010'], 'app://magpie')).toBe(
    'http://127.0.0.1:8010/media',
  )
  expect(endpointOf([], 'app://magpie')).toBe('app://magpie/media')
})

describe('a library that is asked by such a URL', () => {
  const names = [
    'what? #1 100%.png',
    'tr:w-3.png',
    'https:a.png',
    'é,b:c+d & e.png',
    'ik-thumbnail.jpg',
    'a%2Fb%41.png',
  ]
  const urls = sources.slice(0, names.length).map((source) => source.replace('example.com', 'scraped.example'))
  let doors: Doors
  beforeAll(async () => {
    doors = await openDoors('a socket')
  })
  afterAll(() => doors.close())

  test.each(names.map((name, place) => [name, urls[place] ?? '']))(
    'answers with the picture %s from %s',
    async (name, source) => {
      const bytes = await makePicture(name.length)
      const query = new URLSearchParams({ url: source, filename: name })
      const posted = await doors.ask(`/v1/images?${query}`, { method: 'POST', body: new Uint8Array(bytes) })
      const { verdict } = await posted.json()
      const one = await clientOf(doors.library).images.get({ hash: verdict.hash })
      expect([nameOf(one, 'path'), nameOf(one, 'source')]).toEqual([expect.any(String), source])
      const steps = stepsOf('w-20,h-10,bo-2_FF0000,f-png')
      const answers = new Set<string>()
      for (const spelling of spellings)
        for (const given of [[], steps]) {
          const response = await fetch(mediaUrl(one, given, endpointOf([doors.base], ''), spelling))
          const received = Buffer.from(await response.arrayBuffer())
          expect([spelling, response.status]).toEqual([spelling, 200])
          if (given.length === 0) expect(received.equals(bytes)).toBe(true)
          else answers.add(received.toString('base64'))
        }
      expect(answers.size).toBe(1)
    },
  )
})
