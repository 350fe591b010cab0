import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { add, openReadyLibrary, original, queueOf, reopen, turned } from '../../helpers/duplicates.ts'
import { type OpenLibrary, queryIndex, until } from '../../helpers/library.ts'

/** From now on the index refuses new rows of a table, as a full disk does; answers with what ends that. */
function refuseRows(directory: string, table: string): () => void {
  const database = new SQLite(join(directory, 'index.db'))
  database.exec(`CREATE TRIGGER refused BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'refused'); END`)
  return () => void database.exec('DROP TRIGGER refused').close()
}

/** A library that knows its near-duplicates, and what it has logged. */
async function openLogged(): Promise<OpenLibrary & { log: string[] }> {
  const log: string[] = []
  return { ...(await openReadyLibrary({ log: (message) => log.push(message) })), log }
}

async function addPair(opened: OpenLibrary, seed: number): Promise<void> {
  await add(opened, original(seed))
  await add(opened, turned(seed, 'rotated90'))
}

const countIn = ({ directory }: OpenLibrary, table: string) => queryIndex(directory, `SELECT * FROM ${table}`).length

describe('likenesses that could not be written', () => {
  test('are written with the next ones', async () => {
    const opened = await openLogged()
    const allow = refuseRows(opened.directory, 'edges')
    await addPair(opened, 1)
    await until(() => opened.log.includes('Edges could not be kept'))
    allow()
    await addPair(opened, 2)
    const was = await queueOf(opened.client)
    expect(was.length).toBe(2)
    expect(await queueOf((await reopen(opened)).client)).toEqual(was)
    expect(countIn(opened, 'edges')).toBe(2)
  })

  test('do not keep the library from closing, and are found again at the next start', async () => {
    const opened = await openLogged()
    const allow = refuseRows(opened.directory, 'edges')
    await addPair(opened, 1)
    const was = await queueOf(opened.client)
    await opened.close()
    allow()
    const again = await reopen(opened)
    await until(async () => (await queueOf(again.client)).length === 1)
    expect(await queueOf(again.client)).toEqual(was)
  })
})

test('what comparing told is written with what it tells next when it could not be at once, and the task ends', async () => {
  const opened = await openLogged()
  const comparing = async () => (await opened.client.duplicates.tasks({})).find(({ task }) => task === 'comparing')
  const allow = refuseRows(opened.directory, 'comparisons')
  await addPair(opened, 1)
  await until(() => opened.log.length > 0)
  await until(async () => (await comparing())?.state === 'done')
  allow()
  await addPair(opened, 2)
  await until(() => countIn(opened, 'comparisons') === 2)
  const { items } = await opened.client.duplicates.list({})
  expect(items.map(({ kind }) => kind)).toEqual(['turned', 'turned'])
  expect([...new Set(opened.log)]).toEqual(['What comparing told could not be kept'])
})
