import { cp, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Client } from '#shared/client.ts'
import { core } from '../../../electron/engine/index/migrations/0001-core.ts'
import { add, openReadyLibrary, original, queueOf, reencoded, turned, untilReady } from '../../helpers/duplicates.ts'
import {
  failureOf,
  openLibrary,
  queryIndex,
  recordEvents,
  startLibrary,
  temporaryFolder,
  until,
} from '../../helpers/library.ts'
import { startLibraryProcess } from '../../helpers/library-process.ts'
import { encoder, paint } from '../../helpers/pictures.ts'

const seeds = Array.from({ length: 9 }, (_, at) => at + 1)

/** Writes the index of a library as it was before there were duplicates, with the same images. */
async function downgrade(directory: string): Promise<void> {
  const path = join(directory, 'index.db')
  const database = new SQLite(join(directory, 'former.db'))
  database.exec(core)
  database.exec(`ATTACH '${path}' AS newer; DELETE FROM folders; DELETE FROM library`)
  for (const table of ['library', 'folders', 'images', 'sources', 'files', 'journal']) {
    const columns = database.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table)
    database.exec(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM newer.${table}`)
  }
  database.exec('UPDATE library SET byte_size = (SELECT byte_size FROM newer.library); DETACH newer')
  database.pragma('user_version = 1')
  database.pragma('journal_mode = wal')
  database.close()
  for (const suffix of ['', '-wal', '-shm']) await rm(`${path}${suffix}`, { force: true })
  await rename(join(directory, 'former.db'), path)
}

const countOf = (directory: string, condition: string) =>
  queryIndex<{ n: number }>(directory, `SELECT count(*) AS n FROM images WHERE ${condition}`)[0]?.n

let former: string
let directory: string
let expected: string[][]
beforeAll(async () => {
  former = await mkdtemp(join(tmpdir(), 'magpie-test-'))
  const opened = await startLibrary({ directory: former })
  await untilReady(opened)
  for (const seed of seeds) {
    await add(opened, original(seed))
    await add(opened, seed % 3 === 0 ? turned(seed, 'rotated90') : reencoded(seed))
  }
  for (const level of [10, 200])
    await add(
      opened,
      encoder(paint(64, 64, () => [level, level, level]))
        .png()
        .toBuffer(),
    )
  await add(opened, Buffer.from('no picture'))
  expected = await clustersOf(opened.client)
  await opened.close()
  await downgrade(former)
})
afterAll(() => rm(former, { recursive: true }))
beforeEach(async () => {
  directory = join(await temporaryFolder(), 'library')
  await cp(former, directory, { recursive: true })
})

const clustersOf = async (client: Client) => (await queueOf(client)).map((cluster) => cluster.toSorted()).sort()
const isCurrent = () => queryIndex<{ a: string }>(directory, 'SELECT hash_algorithms AS a FROM library')[0]?.a !== ''

describe('a library from before there were duplicates', () => {
  test('is hashed anew from its thumbnails, with progress, and then its clusters are found', {
    timeout: 60_000,
  }, async () => {
    await rm(join(directory, 'blobs'), { recursive: true })
    const { library, client } = await openLibrary({ directory })
    const events = recordEvents(library)
    await until(async () => isCurrent() && (await client.duplicates.list({})).total === seeds.length)
    const hashing = events.flatMap((event) =>
      event.type === 'duplicates.progressed' && event.progress.task === 'hashing' ? [event.progress] : [],
    )
    expect(hashing.at(-1)).toMatchObject({ state: 'done', done: seeds.length * 2 + 2, total: seeds.length * 2 + 2 })
    expect((await client.duplicates.tasks({})).find(({ task }) => task === 'hashing')?.state).toBe('done')
    expect(await clustersOf(client)).toEqual(expected)
    expect(countOf(directory, 'low_detail = 1')).toBe(2)
  })

  test('answers as ever meanwhile', async () => {
    const { library, client } = await openLibrary({ directory })
    const { items } = await client.images.list({ limit: 100 })
    expect(items.length).toBe(seeds.length * 2 + 3)
    expect((await library.entries.meta(items[0]?.hash ?? ''))?.contentHash).toBe(items[0]?.hash)
    expect((await client.duplicates.list({})).items).toEqual([])
  })

  test('is searched again on request only when all of it is hashed', { timeout: 60_000 }, async () => {
    const { client } = await openLibrary({ directory })
    const refused = await failureOf(client.duplicates.search({}))
    expect(refused).toMatchObject({ code: 'busy' })
    expect(refused.message).toMatch(/try again when that is done/)
    const search = () => client.duplicates.search({}).catch(() => ({ started: false }))
    await until(async () => (await search()).started)
    expect(isCurrent()).toBe(true)
    await until(async () => (await client.duplicates.tasks({})).every(({ state }) => state !== 'running'))
    expect(await clustersOf(client)).toEqual(expected)
  })

  test('that is closed or killed while it is hashed goes on at the next start', { timeout: 60_000 }, async () => {
    const { close, library } = await openLibrary({ directory })
    const events = recordEvents(library)
    await until(() => isCurrent() || events.some(({ type }) => type === 'duplicates.progressed'))
    await close()
    for (const milliseconds of [50, 150]) {
      const child = startLibraryProcess('hold', directory)
      await child.wrote(1)
      await new Promise((resolve) => setTimeout(resolve, milliseconds))
      await child.kill()
    }
    const { client } = await openLibrary({ directory })
    await until(async () => isCurrent() && (await client.duplicates.list({})).total === seeds.length)
    expect(countOf(directory, 'dominant_color IS NOT NULL AND detail_hash IS NULL')).toBe(0)
    expect(await clustersOf(client)).toEqual(expected)
  })

  test('is not hashed again once that is done', { timeout: 60_000 }, async () => {
    const first = await openLibrary({ directory })
    await until(async () => isCurrent() && (await first.client.duplicates.list({})).total === seeds.length)
    await first.close()
    const again = await openReadyLibrary({ directory })
    const tasks = await again.client.duplicates.tasks({})
    expect(tasks.filter(({ task }) => task === 'hashing')).toEqual([])
    expect((await again.client.duplicates.list({})).total).toBe(seeds.length)
  })
})
