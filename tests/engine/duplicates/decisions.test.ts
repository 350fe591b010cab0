import { describe, expect, test } from 'vitest'
import {
  add,
  addCopies,
  openReadyLibrary,
  original,
  queueOf,
  reencoded,
  reopen,
  resized,
} from '../../helpers/duplicates.ts'
import { clientOf, failureOf, hashOf, type OpenLibrary, store, until } from '../../helpers/library.ts'

const setsOf = async ({ client }: Pick<OpenLibrary, 'client'>, distance?: number) =>
  (await queueOf(client, distance)).map((cluster) => cluster.toSorted()).sort()

/** Waits for a search of the whole library to end. */
async function searchAll({ client }: OpenLibrary): Promise<void> {
  expect(await client.duplicates.search({})).toEqual({ started: true })
  const isDone = async () =>
    (await client.duplicates.tasks({})).some(({ task, state }) => task === 'searching' && state === 'done')
  await until(isDone)
}

const verdicts = ['notDuplicates', 'variants'] as const

describe.each(verdicts)('pictures that were called %s', (verdict) => {
  test('never meet again: not at another radius, after a restart, a new search, or out of the trash', async () => {
    const opened = await openReadyLibrary()
    const [first = '', second = ''] = await addCopies(opened, 1, 1)
    expect(await setsOf(opened)).toEqual([[first, second].toSorted()])
    await opened.client.duplicates.decide({ hashes: [first, second], verdict })
    for (const distance of [0, 4, 10]) expect(await setsOf(opened, distance)).toEqual([])
    await opened.client.images.trash({ hashes: [second] })
    await opened.client.images.restore({ hashes: [second] })
    expect(await setsOf(opened)).toEqual([])
    const again = await reopen(opened)
    expect(await setsOf(again)).toEqual([])
    await searchAll(again)
    expect(await setsOf(again)).toEqual([])
    expect(await add(again, reencoded(1))).toBe(second)
    expect(await setsOf(again)).toEqual([])
  })

  test('do not meet by way of a third that both are like', async () => {
    const opened = await openReadyLibrary()
    const [first = '', second = ''] = await addCopies(opened, 2, 1)
    await opened.client.duplicates.decide({ hashes: [first, second], verdict })
    const third = await add(opened, resized(2, 2))
    const clusters = await queueOf(opened.client)
    expect(clusters.length).toBe(1)
    expect(clusters[0]?.[0]).toBe(third)
    expect(clusters[0]?.length).toBe(2)
    expect(clusters[0]?.filter((hash) => hash === first || hash === second).length).toBe(1)
  })

  test('open no more than its own pairs when a new one comes', async () => {
    const opened = await openReadyLibrary()
    const [first = '', second = '', third = ''] = await addCopies(opened, 3, 2)
    await opened.client.duplicates.decide({ hashes: [first, second, third], verdict })
    expect(await setsOf(opened)).toEqual([])
    const fourth = await add(opened, reencoded(3, 40))
    const [cluster = [], ...others] = await queueOf(opened.client)
    expect([cluster.length, others]).toEqual([2, []])
    expect(cluster).toContain(fourth)
    const other = cluster.find((hash) => hash !== fourth) ?? ''
    await opened.client.duplicates.decide({ hashes: [fourth, other], verdict })
    const [next = []] = await queueOf(opened.client)
    expect([next.length, next.includes(fourth), next.includes(other)]).toEqual([2, true, false])
  })

  test('are duplicates again once that is undone', async () => {
    const opened = await openReadyLibrary()
    const hashes = await addCopies(opened, 4, 2)
    await opened.client.duplicates.decide({ hashes, verdict })
    expect(await setsOf(opened)).toEqual([])
    const again = await reopen(opened)
    await again.client.history.undo({})
    expect(await setsOf(again)).toEqual([hashes.toSorted()])
    await again.client.history.redo({})
    expect(await setsOf(again)).toEqual([])
  })
})

describe('variants', () => {
  test('are listed with each of them, and those that are no duplicates are not', async () => {
    const opened = await openReadyLibrary()
    const [first = '', second = '', third = ''] = await addCopies(opened, 5, 2)
    await opened.client.duplicates.decide({ hashes: [first, second], verdict: 'variants' })
    await opened.client.duplicates.decide({ hashes: [first, third], verdict: 'notDuplicates' })
    const variantsOf = async (hash: string) =>
      (await opened.client.images.get({ hash })).variants.map((variant) => variant.hash)
    expect([await variantsOf(first), await variantsOf(second), await variantsOf(third)]).toEqual([
      [second],
      [first],
      [],
    ])
  })
})

describe('a decision', () => {
  test('about a picture that was trashed meanwhile is a conflict that names it and the field, and changes nothing', async () => {
    const opened = await openReadyLibrary()
    const [first = '', second = '', third = ''] = await addCopies(opened, 6, 2)
    await opened.client.images.trash({ hashes: [second] })
    const { decide, keep } = opened.client.duplicates
    const revision = opened.library.revision
    const failures = [
      await failureOf(decide({ hashes: [first, second], verdict: 'notDuplicates' })),
      await failureOf(keep({ keeper: first, discard: [third, second] })),
      await failureOf(keep({ keeper: second, discard: [third] })),
    ]
    expect(failures.map(({ code, field }) => [code, field])).toEqual([
      ['conflict', 'hashes'],
      ['conflict', 'discard'],
      ['conflict', 'keeper'],
    ])
    const [trashed] = (await opened.client.images.list({ view: 'trash' })).items
    for (const { message } of failures) expect(message).toContain(`“${trashed?.name}” lies in the trash by now`)
    expect(opened.library.revision).toBe(revision)
    expect((await opened.client.images.list({})).items.map(({ hash }) => hash)).toEqual([third, first])
  })

  test('about a picture that the library does not hold is not found', async () => {
    const opened = await openReadyLibrary()
    const [first = '', second = ''] = await addCopies(opened, 7, 1)
    const nowhere = 'ab'.repeat(32)
    const { decide, keep, get } = opened.client.duplicates
    const failures = [
      await failureOf(decide({ hashes: [first, nowhere], verdict: 'variants' })),
      await failureOf(keep({ keeper: first, discard: [nowhere] })),
      await failureOf(keep({ keeper: nowhere, discard: [second] })),
      await failureOf(get({ hash: nowhere })),
    ]
    expect(failures.map(({ code }) => code)).toEqual(['notFound', 'notFound', 'notFound', 'notFound'])
    expect((await opened.client.history.list({})).length).toBe(0)
  })

  test('needs two different pictures', async () => {
    const opened = await openReadyLibrary()
    const hash = hashOf(await store(opened.library, await original(8)))
    const failure = await failureOf(opened.client.duplicates.decide({ hashes: [hash, hash], verdict: 'variants' }))
    expect(failure).toMatchObject({ code: 'invalid', field: 'hashes' })
  })

  test('by two windows at once with different keepers: one wins, the other is a conflict, and nothing is lost', async () => {
    const opened = await openReadyLibrary()
    const [first = '', second = '', third = ''] = await addCopies(opened, 9, 2)
    const [one, other] = [clientOf(opened.library, 'one'), clientOf(opened.library, 'other')]
    const answers = await Promise.allSettled([
      one.duplicates.keep({ keeper: first, discard: [second, third] }),
      other.duplicates.keep({ keeper: second, discard: [first, third] }),
    ])
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(answers[1]).toMatchObject({ reason: { code: 'conflict', field: 'keeper' } })
    expect((await opened.client.images.list({})).items.map(({ hash }) => hash)).toEqual([first])
    expect((await opened.client.images.get({ hash: first })).supersedes).toEqual([second, third].toSorted())
    await one.history.undo({})
    expect((await opened.client.images.list({})).total).toBe(3)
  })

  test('that pictures are no duplicates and a keeper by another window at once: the one that came second is told', async () => {
    const opened = await openReadyLibrary()
    const [first = '', second = ''] = await addCopies(opened, 10, 1)
    const answers = await Promise.allSettled([
      clientOf(opened.library, 'one').duplicates.keep({ keeper: first, discard: [second] }),
      clientOf(opened.library, 'other').duplicates.decide({ hashes: [first, second], verdict: 'notDuplicates' }),
    ])
    expect(answers).toMatchObject([{ status: 'fulfilled' }, { reason: { code: 'conflict', field: 'hashes' } }])
  })
})
