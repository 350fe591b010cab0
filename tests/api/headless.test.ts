import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openEngine } from '../../electron/engine-host.ts'
import { parseOptions } from '../../electron/options.ts'
import { startHeadless as start } from '../helpers/headless-process.ts'

describe('headless', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'magpie-headless-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('says where the library is and where to open it, serves it, and ends cleanly on Ctrl+C', async () => {
    const run = start(['--library', join(folder, 'a'), '--port', '0'])
    const output = await run.says('Ctrl+C')
    expect(output).toContain(join(folder, 'a'))
    const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(output)?.[0]
    expect(await (await fetch(`${address}health`)).json()).toEqual({ status: 'ok' })
    const info = await fetch(`${address}rpc/host.info`, { method: 'POST' })
    expect(await info.json()).toMatchObject({ value: { addresses: [address?.slice(0, -1), expect.any(String)] } })
    run.child.kill('SIGINT')
    expect(await run.ended).toMatchObject({ code: 0, stderr: '' })
  })

  test('the private key is printed where that is asked for, and lets programs in', async () => {
    const run = start(['--library', join(folder, 'key'), '--port', '0', '--show-key'])
    const output = await run.says('private_')
    const [key] = /private_\S+/.exec(output) ?? []
    const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? []
    const asked = (user: string) =>
      fetch(`${address}/v1/files`, { headers: { authorization: `Basic ${btoa(`${user}:`)}` } })
    expect((await asked(key ?? '')).status).toBe(200)
    expect((await asked('private_other')).status).toBe(403)
    run.child.kill('SIGINT')
    expect((await run.ended).code).toBe(0)
  })

  test('help is printed and nothing else happens', async () => {
    const { code, stdout } = await start(['--help']).ended
    expect(code).toBe(0)
    expect(stdout).toContain('--allow-origin ORIGIN')
  })

  test('a token is asked for, and never printed', async () => {
    const run = start(['--library', join(folder, 'b'), '--port', '0'], { MAGPIE_TOKEN: 'hush-hush' })
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(await run.says('Ctrl+C'))?.[0]
    expect((await fetch(`${address}/health`)).status).toBe(401)
    expect((await fetch(`${address}/k/hush-hush/health`)).status).toBe(200)
    run.child.kill('SIGTERM')
    const { code, stdout, stderr } = await run.ended
    expect(code).toBe(0)
    expect(stdout + stderr).not.toContain('hush-hush')
  })

  test('what it cannot do is one sentence and exit code 1', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const { port } = taken.address() as AddressInfo
    const runs = [
      start(['--library', join(folder, 'c'), '--port', String(port)]),
      start(['--port', 'x']),
      start(['--library', join(folder, 'd'), '--port', '0', '--host', '0.0.0.0'], { MAGPIE_TOKEN: '' }),
    ]
    const [inUse, badFlag, openHost] = await Promise.all(runs.map(({ ended }) => ended))
    for (const ended of [inUse, badFlag, openHost]) {
      expect(ended).toMatchObject({ code: 1, stdout: '' })
      expect(ended?.stderr.trim().split('\n')).toHaveLength(1)
    }
    expect(inUse?.stderr).toMatch(new RegExp(`${port}.*--port`))
    expect(badFlag?.stderr).toContain('--port')
    expect(openHost?.stderr).toContain('MAGPIE_TOKEN')
    taken.close()
  })

  test('a library that another one has open is refused', async () => {
    const options = parseOptions(['--library', join(folder, 'e'), '--port', '0'], {})
    const engine = await openEngine(options)
    const { code, stderr } = await start(['--library', join(folder, 'e'), '--port', '0']).ended
    expect(code).toBe(1)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    await engine.close()
  })

  test('with the port taken, the library opens all the same and says why', async () => {
    const first = await openEngine(parseOptions(['--library', join(folder, 'f'), '--port', '0'], {}))
    const port = String(first.server?.port)
    const second = await openEngine(parseOptions(['--library', join(folder, 'g'), '--port', port], {}))
    expect(second).toMatchObject({ server: null, addresses: [], portFailure: { code: 'portInUse' } })
    expect((await second.app.fetch(new Request('http://localhost:1/health'))).status).toBe(200)
    await Promise.all([first.close(), second.close()])
  })
})
