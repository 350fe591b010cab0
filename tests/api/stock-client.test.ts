import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Doors, makePicture, openDoors } from '../helpers/api-doors.ts'

const run = promisify(execFile)
const script = fileURLToPath(new URL('./stock-client.py', import.meta.url))
const token = 'S3cret-token'

interface Played {
  url: string
  content_hash: string
  results: Record<string, { status: number; body: Record<string, unknown>; same?: boolean }>
}

describe('the stock Python client', () => {
  let directory: string
  let pictures: string[]
  let open: Doors
  let locked: Doors
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'magpie-stock-'))
    pictures = [join(directory, 'one.png'), join(directory, 'two.jpg')]
    await writeFile(join(directory, 'one.png'), await makePicture(1))
    await writeFile(join(directory, 'two.jpg'), await makePicture(2, 'jpeg'))
    open = await openDoors('a socket')
    locked = await openDoors('a socket', { token })
  })
  afterAll(async () => {
    await Promise.all([open.close(), locked.close(), rm(directory, { recursive: true })])
  })

  test.each([
    ['over localhost', () => `http://localhost:${open.port}`],
    ['over 127.0.0.1', () => `http://127.0.0.1:${open.port}/`],
    ['with the token as user name', () => `http://${token}@127.0.0.1:${locked.port}`],
    ['with the token as password', () => `http://token:${token}@localhost:${locked.port}`],
    ['with the token in the path', () => `http://127.0.0.1:${locked.port}/k/${token}`],
  ])('%s gets every answer it expects', async (_, base) => {
    const { stdout } = await run('/usr/bin/python3', [script, base(), ...pictures])
    const { url, content_hash, results } = JSON.parse(stdout) as Played
    const statuses = Object.fromEntries(Object.entries(results).map(([name, { status }]) => [name, status]))
    expect(statuses).toMatchObject({
      ...{ health: 200, created: 201, duplicate: 200, lookup: 200, lookup_again: 200, lookup_missing: 404 },
      ...{ search: 200, search_none: 200, similar: 200, meta: 200, deleted: 204, gone: 404, gone_meta: 404 },
      ...{ gone_lookup: 404, back: 201, deleted_again: 204 },
    })
    expect(results.health?.body).toEqual({ status: 'ok' })
    expect(results.created?.body).toMatchObject({ url, client_name: 'stock', content_type: 'image/png' })
    expect(results.created?.body.lookup_time).toBe('2026-01-02T03:04:05.678Z')
    expect(results.duplicate?.body).toMatchObject({ url: `${url}?again`, content_hash, original_filename: 'name.png' })
    expect(results.lookup?.body).toMatchObject({ url, content_hash })
    expect(results.lookup_again?.body).toMatchObject({ url: `${url}?again`, content_hash })
    expect(results.search?.body).toHaveLength(3)
    expect(results.search_none?.body).toEqual([])
    expect(results.similar?.body).toContainEqual(expect.objectContaining({ content_hash }))
    expect(results.bytes?.same).toBe(true)
  })

  test('is listed in the activity by the name that it gives with pictures, else by its program', async () => {
    await run('/usr/bin/python3', [script, open.base, ...pictures])
    const rows = await open.library.call('activity.list', { limit: 100 }, 'test')
    expect(rows.find(({ method }) => method === 'POST')?.client).toBe('stock')
    expect(rows.find(({ method }) => method === 'GET')?.client).toMatch(/^python-httpx \d/)
  })

  test('without the token it is refused', async () => {
    await expect(run('/usr/bin/python3', [script, locked.base, ...pictures])).rejects.toThrow(/KeyError|content_hash/)
  })
})
