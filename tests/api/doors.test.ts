import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contract } from '#shared/contract.ts'
import { createDoors } from '../../electron/api/app.ts'
import { type Doors, openDoors, transports } from '../helpers/api-doors.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'magpie-page-'))
  await mkdir(join(directory, 'assets'))
  await writeFile(join(directory, 'index.html'), '<!doctype html><title>Magpie</title>')
  await writeFile(join(directory, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  await writeFile(join(directory, 'assets', 'index-abc.js'), 'export {}')
  await writeFile(join(directory, 'secret.txt'), 'secret')
})
afterAll(() => rm(directory, { recursive: true }))

describe.each(transports)('the window’s page over %s', (transport) => {
  let doors: Doors
  beforeAll(async () => {
    doors = await openDoors(transport, { windowDirectory: directory, version: '1.2.3' })
  })
  afterAll(() => doors.close())

  test('is served under a strict policy and asked for anew each time', async () => {
    const response = await doors.ask('/')
    expect(await response.text()).toContain('Magpie')
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-cache')
    const policy = response.headers.get('content-security-policy')
    for (const rule of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"])
      expect(policy).toContain(rule)
    expect(policy).not.toContain('unsafe')
  })

  test('its parts are kept for ever', async () => {
    const response = await doors.ask('/assets/index-abc.js')
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect((await doors.ask('/favicon.svg')).headers.get('content-type')).toBe('image/svg+xml')
  })

  test('below a token’s prefix it is the same page, and its address ends in a slash', async () => {
    expect((await doors.ask('/k/any/')).status).toBe(200)
    const response = await doors.ask('/k/any', { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([308, '/k/any/'])
    expect((await doors.ask('/k/any/assets/index-abc.js')).status).toBe(200)
  })

  test.each(['/assets/..%2fsecret.txt', '/assets/%2e%2e/secret.txt', '/secret.txt', '/assets/', '/assets/none.js'])(
    '%s is not part of it',
    async (path) => {
      const response = await doors.ask(path)
      expect(response.status).toBe(404)
      expect(await response.text()).not.toContain('"secret"')
    },
  )

  test('the OpenAPI document tells of every route and every call of the port', async () => {
    const document = (await (await doors.ask('/openapi.json')).json()) as {
      openapi: string
      info: object
      paths: Record<string, Record<string, { operationId: string; responses: object }>>
    }
    expect([document.openapi, document.info]).toMatchObject(['3.1.0', { version: '1.2.3' }])
    const calls = Object.entries(contract).flatMap(([group, procedures]) =>
      Object.entries(procedures).flatMap(([name, { kind }]) => (kind === 'desktop' ? [] : `/rpc/${group}.${name}`)),
    )
    const imgcache = ['/images', '/images/{hash}', '/images/meta/{hash}', '/images/lookup', '/images/search']
    const others = [
      '/images/similar',
      '/health',
      '/metrics',
      '/v1/images',
      '/v1/thumbnails/{hash}',
      '/v1/previews/{hash}',
      '/events',
    ]
    const paths = Object.keys(document.paths)
    expect(paths).toEqual(expect.arrayContaining([...imgcache, ...others]))
    expect(paths.filter((path) => path.startsWith('/rpc/')).sort()).toEqual(calls.sort())
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
    for (const operation of operations) expect(Object.keys(operation.responses)).not.toEqual([])
  })
})

test('without a built page the address says how to make it', async () => {
  const doors = await openDoors('the handler')
  expect(await (await doors.ask('/')).json()).toMatchObject({ detail: expect.stringContaining('npm run build') })
  await doors.close()
})

test('no two tables of routes have a path in common', async () => {
  const doors = await openDoors('the handler')
  const paths = createDoors(doors.library).map(({ routes }) => new Set(routes.map(({ path }) => path)))
  const samples = (path: string) => [path.replace(/:\w+/g, 'x'), path.replace(/:\w+/g, '0'.repeat(64))]
  const matches = (pattern: string, path: string) => new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(path)
  for (const [i, table] of paths.entries()) {
    for (const other of paths.slice(i + 1)) {
      const common = [...table].filter((path) => [...other].some((p) => overlaps(path, p)))
      expect(common).toEqual([])
    }
  }
  function overlaps(a: string, b: string) {
    return samples(a).some((path) => matches(b, path)) || samples(b).some((path) => matches(a, path))
  }
  await doors.close()
})
