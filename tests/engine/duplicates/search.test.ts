import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addCopies, openReadyLibrary, queueOf, untilReady } from '../../helpers/duplicates.ts'
import { plantClusters, plantLibrary } from '../../helpers/duplicates-planted.ts'
import { crowdedFingerprints } from '../../helpers/fingerprints.ts'
import {
  type OpenLibrary,
  queryIndex,
  recordEvents,
  startLibrary,
  temporaryFolder,
  until,
} from '../../helpers/library.ts'

/** Writes to the index of a library that is closed. */
function execute(directory: string, sql: string): void {
  const database = new SQLite(join(directory, 'index.db'))
  database.exec(sql)
  database.close()
}

const edgesIn = (directory: string) => queryIndex(directory, 'SELECT * FROM edges ORDER BY a, b')
const matchedThrough = (directory: string) =>
  queryIndex<{ n: number }>(directory, 'SELECT matched_through AS n FROM library')[0]?.n

async function searchingOf({ client }: Pick<OpenLibrary, 'client'>) {
  return (await client.duplicates.tasks({})).find(({ task }) => task === 'searching')
}

describe('a search of the whole library', () => {
  test('finds the very same likenesses as one picture after another', { timeout: 60_000 }, async () => {
    const property = fc.asyncProperty(fc.array(crowdedFingerprints, { minLength: 5, maxLength: 5 }), async (crowds) => {
      const directory = await temporaryFolder()
      const images = crowds
        .flat()
        .map(({ perceptualHash, detailHash }) => ({ perceptual: perceptualHash, detail: detailHash }))
      await plantLibrary(directory, images)
      execute(directory, 'UPDATE library SET matched_through = 0')
      const first = await startLibrary({ directory })
      await until(() => matchedThrough(directory) === images.length)
      await first.close()
      const expected = edgesIn(directory)
      execute(directory, 'DELETE FROM edges')
      const second = await startLibrary({ directory })
      await untilReady(second)
      await second.client.duplicates.search({})
      await until(async () => (await searchingOf(second))?.state === 'done')
      const clusters = await second.client.duplicates.list({})
      await second.close()
      expect(edgesIn(directory)).toEqual(expected)
      const third = await startLibrary({ directory })
      await untilReady(third)
      expect((await third.client.duplicates.list({})).total).toBe(clusters.total)
      await third.close()
    })
    await fc.assert(property, { numRuns: 4 })
  })

  test('is made by itself where many pictures have not been compared, and finds all their clusters', {
    timeout: 60_000,
  }, async () => {
    const directory = await temporaryFolder()
    await plantClusters(directory, 800)
    const expected = edgesIn(directory).map((edge) => ({ ...(edge as object), detail_distance: expect.any(Number) }))
    execute(directory, 'DELETE FROM edges; UPDATE library SET matched_through = 0')
    const { client, close } = await openReadyLibrary({ directory })
    await until(async () => (await client.duplicates.list({ limit: 0 })).total === 800)
    expect((await searchingOf({ client }))?.state).toBe('done')
    await close()
    expect(edgesIn(directory)).toEqual(expected)
    expect(matchedThrough(directory)).toBe(2400)
  })

  test('tells how far it is, and does not run twice at once', async () => {
    const opened = await openReadyLibrary()
    await addCopies(opened, 1, 2)
    const was = await queueOf(opened.client)
    const events = recordEvents(opened.library)
    const started = [await opened.client.duplicates.search({}), await opened.client.duplicates.search({})]
    expect(started).toEqual([{ started: true }, { started: false }])
    await until(async () => (await searchingOf(opened))?.state === 'done')
    const told = events.flatMap((event) =>
      event.type === 'duplicates.progressed' && event.progress.task === 'searching' ? [event.progress] : [],
    )
    expect(told.map(({ total }) => total)).toEqual(told.map(() => 1000))
    expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).toSorted((a, b) => a - b))
    expect(told.at(-1)).toMatchObject({ state: 'done', done: 1000 })
    expect(await queueOf(opened.client)).toEqual(was)
  })

  test('can be stopped: what is known stays, and it can be started again', async () => {
    const opened = await openReadyLibrary()
    await addCopies(opened, 2, 2)
    const was = await queueOf(opened.client)
    await opened.client.duplicates.search({})
    expect(await opened.client.duplicates.cancel({})).toEqual({ cancelled: true })
    await until(async () => (await searchingOf(opened))?.state === 'cancelled')
    expect(await queueOf(opened.client)).toEqual(was)
    expect(await opened.client.duplicates.cancel({})).toEqual({ cancelled: false })
    expect(await opened.client.duplicates.search({})).toEqual({ started: true })
    await until(async () => (await searchingOf(opened))?.state === 'done')
    expect(await queueOf(opened.client)).toEqual(was)
  })

  test('that the closing of the library cuts short harms nothing', async () => {
    const opened = await openReadyLibrary()
    await addCopies(opened, 3, 2)
    const was = await queueOf(opened.client)
    await opened.client.duplicates.search({})
    await opened.close()
    const again = await openReadyLibrary({ directory: opened.directory })
    expect(await queueOf(again.client)).toEqual(was)
  })
})
