import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openReadyLibrary, untilReady } from '../../helpers/duplicates.ts'
import { plantClusters } from '../../helpers/duplicates-planted.ts'
import { queryIndex, temporaryFolder } from '../../helpers/library.ts'
import { startLibraryProcess } from '../../helpers/library-process.ts'

const clusters = 3000
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** How many lie in the trash, and how many stand behind another; told of the library as it was left. */
function discardedIn(directory: string): [number, number, number] {
  const count = (from: string) => queryIndex<{ n: number }>(directory, `SELECT count(*) AS n FROM ${from}`)[0]?.n ?? 0
  return [count('files WHERE trashed_at IS NOT NULL'), count('superseded'), count('journal')]
}

/** Applies a plan in another process that is killed so long after it began; whether it had told that it was done. */
async function applyAndKill(directory: string, milliseconds: number): Promise<boolean> {
  const child = startLibraryProcess('apply', directory)
  await child.wrote(2)
  expect(child.lines).toContain('planned')
  await sleep(milliseconds)
  return (await child.kill()).includes('done')
}

test('a large plan that is killed while it is applied is applied whole or not at all', {
  timeout: 120_000,
}, async () => {
  const planted = await temporaryFolder()
  await plantClusters(planted, clusters)
  const all = [clusters * 2, clusters * 2, 1]
  for (const milliseconds of [0, 30, 80, 150, 400]) {
    const directory = join(await temporaryFolder(), 'library')
    await cp(planted, directory, { recursive: true })
    const wasDone = await applyAndKill(directory, milliseconds)
    const { client, close } = await openReadyLibrary({ directory })
    const discarded = discardedIn(directory)
    expect(wasDone ? [all] : [all, [0, 0, 0]]).toContainEqual(discarded)
    const isApplied = discarded[0] > 0
    const { images, trashed } = await client.host.info({})
    expect([images, trashed]).toEqual(isApplied ? [clusters, clusters * 2] : [clusters * 3, 0])
    expect((await client.duplicates.list({ limit: 0 })).total).toBe(isApplied ? 0 : clusters)
    if (isApplied) await client.history.undo({})
    await untilReady({ client })
    expect((await client.duplicates.list({ limit: 0 })).total).toBe(clusters)
    await close()
  }
})
