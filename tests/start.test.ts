import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'

const start = fileURLToPath(new URL('../electron/start.ts', import.meta.url))
const { DISPLAY: _, WAYLAND_DISPLAY: __, ELECTRON_OVERRIDE_DIST_PATH: ___, ...withoutDisplay } = process.env

/** Starts Magpie as `npm start` does after its build, in a fresh library. */
function startMagpie(flags: string[]) {
  const library = join(mkdtempSync(join(tmpdir(), 'magpie-start-')), 'library')
  const child = spawn(process.execPath, [start, '--library', library, ...flags], { env: withoutDisplay })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => lines.push(...String(chunk).trimEnd().split('\n')))
  return { child, lines, library }
}

async function exitCode(child: ChildProcess): Promise<number | null> {
  const [code] = await once(child, 'close')
  return code
}

describe.runIf(process.platform === 'linux')('without a display', () => {
  test('one line says so, the library is served, and Ctrl+C ends it cleanly', async () => {
    const { child, lines, library } = startMagpie(['--port', '0'])
    await expect.poll(() => lines.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(3)
    expect(lines[0]).toContain('There is no display')
    expect(lines[1]).toContain(library)
    const [address = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(lines[2] ?? '') ?? []
    expect(await (await fetch(`${address}/health`)).json()).toEqual({ status: 'ok' })
    expect(await (await fetch(`${address}/`)).text()).toContain('<title>Magpie</title>')
    child.kill('SIGINT')
    expect(await exitCode(child)).toBe(0)
    expect(lines).toHaveLength(3)
  })

  test('asked to be headless, it says nothing of displays', async () => {
    const { lines } = startMagpie(['--port', '0', '--headless'])
    await expect.poll(() => lines.length, { timeout: 10_000 }).toBe(2)
    expect(lines.join()).not.toContain('display')
  })
})

describe('the start', () => {
  test('prints help, and ends', async () => {
    const { child, lines } = startMagpie(['--help'])
    expect(await exitCode(child)).toBe(0)
    expect(lines.join('\n')).toContain('--allow-origin')
  })

  test('names a flag that there is not, and ends with 1', async () => {
    const { child, lines } = startMagpie(['--libary', 'x'])
    expect(await exitCode(child)).toBe(1)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('--libary')
  })
})
