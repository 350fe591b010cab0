import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parseTransformation, type Step } from '#shared/imagekit/grammar.ts'
import { rawText } from '#shared/imagekit/raw-text.ts'
import {
  curlCommand,
  imageTag,
  markdownImage,
  pythonCall,
  sdkCall,
  type UrlCall,
  urlCall,
} from '#shared/imagekit/snippets.ts'
import { url } from '#shared/imagekit/url.ts'
import type { UrlOptions } from '#shared/imagekit/url-options.ts'
import { makePicture, openDoors, storePicture } from '../../helpers/api-doors.ts'
import { temporaryFolder } from '../../helpers/library.ts'

const run = promisify(execFile)

const stepsOf = (text: string): Step[] => {
  const parsed = parseTransformation(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.steps
}

const transformations = [
  '',
  'w-300,h-200,fo-auto:rt-90',
  'bo-5_red,e-sharpen,e-usm-2-2-0.8-0.024,pr-true,e-grayscale',
  'oi-a@@b.png,ot-it%27s "50%25" \\ more%2C,di-x@@y.jpg',
  'w-400:l-text,i-It\'s%2C "é",lx-5,fs-30,l-end:l-image,i-a@@b.png,w-50,l-end',
  'if-w_gt_300,w-300,if-end:shiny-very',
]

const calls: UrlCall[] = transformations.flatMap((text) =>
  (['seed', 'classic', 'modern'] as const).flatMap((dialect) =>
    (['path', 'query'] as const).flatMap((position) =>
      [null, 0, 3600].map((expiry) => ({
        ...{
          dialect,
          position,
          urlEndpoint: 'http://localhost:8010/media',
          path: "/it's/a%20b.jpg",
          steps: stepsOf(text),
        },
        ...{ isSigned: expiry !== null, expireSeconds: expiry || null },
      })),
    ),
  ),
)

const environment = { IMAGEKIT_PRIVATE_KEY: 'private_test', IMAGEKIT_PUBLIC_KEY: 'public_test' }
const now = 1_700_000_000_000

/** The URL that a call has to come to. */
const expected = (
  { dialect, position, urlEndpoint, path, steps, isSigned, expireSeconds }: UrlCall,
  rules = dialect,
) => {
  const raw = rawText(steps, { dialect: rules, position })
  return url({
    ...{ dialect: rules, transformationPosition: position, urlEndpoint, path, transformation: raw ? [{ raw }] : [] },
    ...{ signed: isSigned, privateKey: environment.IMAGEKIT_PRIVATE_KEY, expireSeconds, now },
  })
}

/** Layers and conditions have several spellings that are read alike; these say the same as raw in one spelling. */
const isPlain = ({ steps }: UrlCall) => steps.flat().every((item) => item.kind === 'parameter')

/** Runs TypeScript without its imports; whatever SDK it speaks to is played by the builder here. */
function evaluate(code: string): string {
  const build = (fixed: UrlOptions) => (options: UrlOptions) => url({ ...fixed, ...options, now })
  const key = { privateKey: environment.IMAGEKIT_PRIVATE_KEY }
  function ImageKit(client: UrlOptions) {
    return {
      url: build({ dialect: 'classic', ...client }),
      helper: { buildSrc: build({ dialect: 'modern', ...client, ...key }) },
    }
  }
  const script = stripTypeScriptTypes(code.replace(/^import .*$/m, ''))
  const body = new Function('buildSrc', 'url', 'ImageKit', 'process', `${script}\nreturn src`)
  return body(build({ dialect: 'modern' }), build({}), ImageKit, { env: environment })
}

const titled = calls.filter(isPlain).map((call) => {
  const { dialect, position, steps, isSigned, expireSeconds } = call
  return [
    `${dialect}, ${position}, ${rawText(steps, call) || 'no steps'}, ${isSigned ? `signed for ${expireSeconds}` : 'open'}`,
    call,
  ] as const
})

describe('TypeScript', () => {
  test.each(titled)('for url() builds the URL: %s', (_, call) => {
    expect(evaluate(urlCall(call))).toBe(expected(call))
  })

  test.each(titled)('for ImageKit’s SDK builds the URL: %s', (_, call) => {
    expect(evaluate(sdkCall(call))).toBe(expected(call, call.dialect === 'modern' ? 'modern' : 'classic'))
  })

  test('of layers and conditions runs, and reads well', () => {
    for (const call of calls) expect(evaluate(urlCall(call))).toContain('/media/')
    const [call] = calls.filter(({ dialect, steps }) => dialect === 'modern' && steps.length === 3)
    if (!call) throw new Error('there is a call with three steps')
    expect(
      urlCall({ ...call, isSigned: true, expireSeconds: 60, position: 'query' }),
    ).toBe(`import { url } from './shared/imagekit/url.ts'

const src = url({
  dialect: 'modern',
  urlEndpoint: 'http://localhost:8010/media',
  path: '/it\\'s/a%20b.jpg',
  transformation: [
    { width: 400 },
    {
      overlay: {
        type: 'text',
        text: 'It\\'s, "é"',
        position: { x: 5 },
        transformation: [{ fontSize: 30 }],
      },
    },
    { overlay: { type: 'image', input: 'a/b.png', transformation: [{ width: 50 }] } },
  ],
  signed: true,
  expireSeconds: 60,
  privateKey: process.env.IMAGEKIT_PRIVATE_KEY ?? '',
})
`)
  })
})

const readCalls = `
import ast, json, pathlib, sys
found = []
for name in sys.argv[1:]:
    tree = ast.parse(pathlib.Path(name).read_text("utf-8"))
    nodes = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "attr", "") == "url"]
    found.append(ast.literal_eval(nodes[0].args[0]))
print(json.dumps(found))
`

const readTags = `
import html.parser, json, sys
class Reader(html.parser.HTMLParser):
    def handle_starttag(self, tag, attrs): print(json.dumps([tag, dict(attrs)]))
Reader().feed(sys.argv[1])
`

describe('Python', () => {
  test('compiles, and its options build the URL', async () => {
    const folder = await temporaryFolder()
    const names = calls.map((_, place) => join(folder, `call-${place}.py`))
    await Promise.all(calls.map((call, place) => writeFile(names[place] ?? '', pythonCall(call))))
    await run('python3', ['-m', 'py_compile', ...names])
    const { stdout } = await run('python3', ['-c', readCalls, ...names])
    const found: UrlOptions[] = JSON.parse(stdout)
    const built = found.map((options, place) => {
      const { dialect = 'seed', urlEndpoint = '' } = calls[place] ?? {}
      const rules = dialect === 'seed' ? 'seed' : 'classic'
      return url({ ...options, dialect: rules, urlEndpoint, privateKey: environment.IMAGEKIT_PRIVATE_KEY, now })
    })
    const wanted = calls.map((call) => expected(call, call.dialect === 'seed' ? 'seed' : 'classic'))
    expect(built).toEqual(wanted)
  })
})

describe('HTML', () => {
  test('has its attributes read as they were meant', async () => {
    const attributes = {
      ...{
        src: 'http://x/a?b=1&c="2"',
        srcSet: 'http://x/a,b?w=1&h=2 1x, http://x/b 2x',
        sizes: '(min-width: 2px) 50vw',
      },
      ...{ width: 300, height: 200, alt: `"Fish" & <chips> &amp; it's` },
    }
    const { stdout } = await run('python3', ['-c', readTags, imageTag(attributes)])
    const [tag, { srcset, ...rest }] = JSON.parse(stdout)
    const { srcSet, width, height, ...same } = attributes
    expect([tag, rest]).toEqual(['img', { ...same, width: `${width}`, height: `${height}` }])
    expect(srcset.replace(/,\s+/g, ', ')).toBe(srcSet)
  })
})

test('Markdown keeps brackets and parentheses apart', () => {
  expect(markdownImage('http://x/a.jpg', 'A [b] *c*\nd')).toBe('![A \\[b\\] \\*c\\* d](http://x/a.jpg)')
  expect(markdownImage('http://x/(a).jpg', '')).toBe('![](<http://x/(a).jpg>)')
})

test('curl, run by a shell, saves the picture under the name that it was given', async () => {
  const doors = await openDoors('a socket')
  onTestFinished(() => doors.close())
  const bytes = await makePicture(3)
  await storePicture(doors, bytes, 'https://example.com/x.png', { client_name: 'tester' })
  const folder = await temporaryFolder()
  const source = url({ urlEndpoint: `${doors.base}/media`, path: '/https://example.com/x.png' })
  const names = ['it\'s $(rm) `a` "b" 50%.png', '-x.png', 'é.webp']
  for (const name of names) await run('bash', ['-c', curlCommand(source, name)], { cwd: folder })
  expect((await readdir(folder)).toSorted()).toEqual(names.toSorted())
  for (const name of names) expect((await readFile(join(folder, name))).equals(bytes)).toBe(true)
  await run('bash', ['-c', curlCommand(`${source}?tr=w-20`, 'small.webp', 'image/webp')], { cwd: folder })
  expect((await readFile(join(folder, 'small.webp'))).subarray(8, 12).toString()).toBe('WEBP')
})
