import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Client } from '#shared/client.ts'
import { KeepRule } from '#shared/duplicates.ts'
import { Failure } from '#shared/failure.ts'
import { queueOf, untilReady } from '../../helpers/duplicates.ts'
import { plantedHash, plantLibrary } from '../../helpers/duplicates-planted.ts'
import { crowdedFingerprints } from '../../helpers/fingerprints.ts'
import { startLibrary, temporaryFolder, until } from '../../helpers/library.ts'

interface Call {
  client: Client
  hashes: string[]
  pick: number
}

const acts: Record<string, (call: Call) => Promise<unknown>> = {
  trash: ({ client, hashes }) => client.images.trash({ hashes }),
  restore: ({ client, hashes }) => client.images.restore({ hashes }),
  keep: ({ client, hashes: [keeper = '', ...discard] }) => client.duplicates.keep({ keeper, discard }),
  decide: ({ client, hashes }) => client.duplicates.decide({ hashes, verdict: 'notDuplicates' }),
  tag: ({ client, hashes, pick }) => client.images.tag({ hashes, add: [`tag ${pick % 5}`] }),
  configure: ({ client, pick }) =>
    client.duplicates.configure({ rules: [KeepRule.options[pick % 7] ?? 'age'], protectedSources: [] }),
  look: ({ client, pick }) => client.duplicates.list({ distance: pick % 11 }),
  undo: ({ client }) => client.history.undo({}),
  redo: ({ client }) => client.history.redo({}),
}
const steps = fc.array(
  fc.record({
    act: fc.constantFrom(...Object.keys(acts)),
    picks: fc.uniqueArray(fc.nat({ max: 200 }), { minLength: 3, maxLength: 5 }),
  }),
  { minLength: 5, maxLength: 25 },
)

/** What cannot be done, because of what was done before, is an answer like others. */
function expectFailure(error: unknown): void {
  expect(error).toBeInstanceOf(Failure)
  expect((error as Failure).code).toMatch(/^(conflict|notFound|invalid)$/)
}

/** Resolves when no work goes on in the background. */
async function settled(client: Client): Promise<void> {
  await until(async () => (await client.duplicates.tasks({})).every(({ state }) => state !== 'running'))
  await client.duplicates.list({})
}

/** The queue and its members with all that is told of them, once all is settled. */
async function stateOf(client: Client) {
  const lists = [await client.duplicates.list({ distance: 4 }), await client.duplicates.list({})]
  const told = lists.map(({ items, total, images, reclaimable }) => ({ items, total, images, reclaimable }))
  return { told, queue: [await queueOf(client, 4), await queueOf(client)] }
}

test('the queue after a restart is as it was before, whatever was done', { timeout: 60_000 }, async () => {
  const crowd = crowdedFingerprints.filter((all) => all.length > 5)
  const property = fc.asyncProperty(crowd, steps, async (fingerprints, all) => {
    const directory = await temporaryFolder()
    const images = fingerprints.map(({ perceptualHash, detailHash }) => ({
      perceptual: perceptualHash,
      detail: detailHash,
    }))
    await plantLibrary(directory, images)
    const { client, close } = await startLibrary({ directory })
    await untilReady({ client })
    await client.duplicates.search({})
    for (const { act, picks } of all) {
      const hashes = [...new Set(picks.map((pick) => plantedHash((pick % images.length) + 1)))]
      if (hashes.length > 1) await acts[act]?.({ client, hashes, pick: picks[0] ?? 0 }).catch(expectFailure)
    }
    await settled(client)
    const was = await stateOf(client)
    await close()
    const again = await startLibrary({ directory })
    await untilReady(again)
    await settled(again.client)
    expect(await stateOf(again.client)).toEqual(was)
    await again.close()
  })
  await fc.assert(property, { numRuns: 8 })
})
