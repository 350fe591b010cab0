import { exec } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { openEngine } from '../electron/engine-host.ts'
import { optionRows, parseOptions } from '../electron/options.ts'
import { contract } from '../shared/contract.ts'

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
}

function withBlock(text: string, [name, block]: [string, string]): string {
  const [before, rest] = text.split(`<!-- ${name} -->`)
  const after = rest?.split(`<!-- /${name} -->`)[1]
  if (after === undefined) throw new Error(`README.md has no block ${name}`)
  return `${before}<!-- ${name} -->\n${block}\n<!-- /${name} -->${after}`
}

test('the tables of the README tell the flags and calls that there are', () => {
  const text = readFileSync(path, 'utf8')
  const fresh = Object.entries(blocks).reduce(withBlock, text)
  if (process.env.UPDATE) writeFileSync(path, fresh)
  else expect(text).toBe(fresh)
})

test('the first scrape works as the README prints it', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'magpie-readme-'))
  const engine = await openEngine(parseOptions(['--library', directory, '--port', '0'], {}))
  try {
    const answers: unknown[] = []
    for (const line of readFileSync(path, 'utf8').match(/^curl .*$/gm) ?? []) {
      const command = `${line.replace('localhost:8010', `localhost:${engine.server?.port}`)} -sS`
      const { stdout } = await promisify(exec)(command, { cwd: fileURLToPath(new URL('..', import.meta.url)) })
      answers.push(JSON.parse(stdout))
    }
    const entry = expect.objectContaining({ url: 'https://example.com/cat.png', original_filename: 'icon.png' })
    expect(answers).toEqual([entry, entry, [entry]])
  } finally {
    await engine.close()
    rmSync(directory, { recursive: true })
  }
})
