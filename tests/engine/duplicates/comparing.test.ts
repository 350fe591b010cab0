import { expect, test } from 'vitest'
import { openReadyLibrary } from '../../helpers/duplicates.ts'
import { plantClusters } from '../../helpers/duplicates-planted.ts'
import { queryIndex, temporaryFolder, until } from '../../helpers/library.ts'

test('every copy is compared with its keeper once, and what that told is written', async () => {
  const clusters = 200
  const directory = await temporaryFolder()
  await plantClusters(directory, clusters, () => null)
  const { client } = await openReadyLibrary({ directory })
  const comparing = async () => (await client.duplicates.tasks({})).find(({ task }) => task === 'comparing')
  await until(async () => (await comparing())?.state === 'done')
  const compared = queryIndex<{ a: number; b: number }>(directory, 'SELECT a, b FROM comparisons ORDER BY a, b')
  const keepers = Array.from({ length: clusters }, (_, cluster) => cluster * 3 + 1)
  expect(compared).toEqual(keepers.flatMap((a) => [1, 2].map((distance) => ({ a, b: a + distance }))))
})
