import { exec } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { imagekitCalls } from '../electron/api/rest/imagekit-calls.ts'
import { openEngine } from '../electron/engine-host.ts'
import { optionRows, parseOptions } from '../electron/options.ts'
import { contract } from '../shared/contract.ts'
import { url } from '../shared/imagekit/url.ts'
import { transformationsDocument } from './sheet/table.ts'

const path = new URL('../README.md', import.meta.url)

const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const code = (text: string) => (text === '' ? '' : `\`${text}\``)

const blocks: Record<string, string> = {
  flags: table(
    ['flag', 'environment', 'meaning'],
    optionRows.map(([flag, variable, meaning]) => [code(flag), code(variable), meaning]),
  ),
  calls: table(
    ['call', 'kind', 'what it does'],
    Object.entries(contract).flatMap(([group, procedures]) =>
      Object.entries(procedures).map(([name, { kind, summary }]) => [code(`${group}.${name}`), kind, summary]),
    ),
  ),
  imagekit: table(
    ['ImageKit’s call', 'here'],
    imagekitCalls.map(({ method, path, outcome }) => [code(`${method} ${path}`), outcome]),
  ),
}

function withBlock(text: string, [name, block]: [string, string]): string {
  const [before, rest] = text.split(`<!-- ${name} -->`)
  const after = rest?.split(`<!-- /${name} -->`)[1]
  if (after === undefined) throw new Error(`README.md has no block ${name}`)
  return `${before}<!-- ${name} -->\n${block}\n<!-- /${name} -->${after}`
}

test('the tables of the README tell the flags, the calls and those of ImageKit that there are', () => {
  const text = readFileSync(path, 'utf8')
  const fresh = Object.entries(blocks).reduce(withBlock, text)
  if (process.env.UPDATE) writeFileSync(path, fresh)
  else expect(text).toBe(fresh)
})

test('docs/transformations.md tells the codes that there are', () => {
  const document = new URL('../docs/transformations.md', import.meta.url)
  if (process.env.UPDATE) writeFileSync(document, transformationsDocument())
  else expect(readFileSync(document, 'utf8')).toBe(transformationsDocument())
})

async function sizeOf(directory: string, name: string): Promise<string> {
  const { format, width, height } = await sharp(readFileSync(join(directory, name))).metadata()
  return `${format} ${width}x${height}`
}

/** The commands of a section of the README. */
const commandsOf = (section: string) =>
  readFileSync(path, 'utf8')
    .split(/^## /m)
    .find((text) => text.startsWith(`${section}\n`))
    ?.match(/^curl .*$/gm) ?? []

test('the first scrape and the transformations work as the README prints them', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'magpie-readme-'))
  const root = fileURLToPath(new URL('..', import.meta.url))
  const engine = await openEngine(parseOptions(['--library', directory, '--port', '0'], {}))
  const run = async (line: string, cwd: string) => {
    const command = `${line.replace('localhost:8010', `localhost:${engine.server?.port}`)} -sS`
    return (await promisify(exec)(command, { cwd })).stdout
  }
  try {
    const answers: unknown[] = []
    for (const line of commandsOf('The first scrape')) answers.push(JSON.parse(await run(line, root)))
    const entry = expect.objectContaining({ url: 'https://example.com/cat.png', original_filename: 'icon.png' })
    expect(answers).toEqual([entry, entry, [entry]])
    for (const line of commandsOf('Transformation URLs')) await run(`${line} --fail`, directory)
    const pictures = await Promise.all(['card.jpg', 'badge.png', 'small.webp'].map((name) => sizeOf(directory, name)))
    expect(pictures).toEqual(['jpeg 300x200', 'png 128x128', 'webp 64x64'])
  } finally {
    await engine.close()
    rmSync(directory, { recursive: true })
  }
})

test('the URL that the README builds is the one that it prints', () => {
  const [, options = '', printed = ''] =
    /^url\((\{\n.*?\n\})\)\n\/\/ ([^\n]*)$/ms.exec(readFileSync(path, 'utf8')) ?? []
  const built = url(Function(`return (${options})`)())
  expect(built.replace(/(ik-[ts]=)\w+/g, '$1…')).toBe(printed)
})
