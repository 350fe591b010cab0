import { beforeEach, describe, expect, test } from 'vitest'
import type { Client } from '#shared/client.ts'
import type { PairKind } from '#shared/schema.ts'
import { openReadyLibrary, queueOf, reopen } from '../../helpers/duplicates.ts'
import { plantClusters, plantedHash } from '../../helpers/duplicates-planted.ts'
import { clientOf, failureOf, type OpenLibrary, temporaryFolder } from '../../helpers/library.ts'
import { dump } from '../../helpers/library-dump.ts'

const kinds: PairKind[] = ['samePixels', 'reencoded', 'resized', 'turned', 'variant']
/** The keeper of the cluster with that number, and its two copies. */
const membersOf = (cluster: number) => [1, 2, 3].map((place) => plantedHash(cluster * 3 + place))

let opened: OpenLibrary
beforeEach(async () => {
  const directory = await temporaryFolder()
  await plantClusters(directory, 20, (cluster) => kinds[cluster % 5] ?? null)
  opened = await openReadyLibrary({ directory })
})

const groupsOf = ({ groups }: Awaited<ReturnType<Client['duplicates']['plan']>>) =>
  groups.map(({ id, clusters, discards, bytes }) => ({ id, clusters, discards, bytes }))
const safe = ['samePixels:resolution', 'reencoded:resolution', 'resized:resolution']
const total = async () => (await opened.client.images.list({ limit: 0 })).total

describe('a plan', () => {
  test('proposes actions grouped by kind and reason, with counts, bytes and samples, and never for variants', async () => {
    const plan = await opened.client.duplicates.plan({})
    const four = { clusters: 4, discards: 8, bytes: 8000 }
    expect(groupsOf(plan)).toEqual(safe.map((id) => ({ id, ...four })))
    expect(plan).toMatchObject({ clusters: 12, discards: 24, bytes: 24_000 })
    const [sample] = plan.groups[0]?.samples ?? []
    expect(plan.groups[0]?.samples.length).toBe(4)
    expect([sample?.keeper.hash, ...(sample?.discard.map(({ hash }) => hash) ?? [])]).toEqual(membersOf(0))
    expect(sample).toMatchObject({ discards: 2, bytes: 2000 })
    const turned = await opened.client.duplicates.plan({ kinds: ['turned'] })
    expect(groupsOf(turned)).toEqual([{ id: 'turned:resolution', ...four }])
    expect(await total()).toBe(60)
  })

  test('is read group by group, stretch by stretch', async () => {
    const { id, groups } = await opened.client.duplicates.plan({})
    const group = groups[1]?.id ?? ''
    const first = await opened.client.duplicates.actions({ plan: id, group, limit: 3 })
    const second = await opened.client.duplicates.actions({ plan: id, group, offset: 3 })
    expect([first.total, first.items.length, second.items.length]).toEqual([4, 3, 1])
    const keepers = [...first.items, ...second.items].map(({ keeper }) => keeper.hash)
    expect(keepers.sort()).toEqual([1, 6, 11, 16].map((cluster) => membersOf(cluster)[0]).sort())
  })

  test('is applied as one change and undone as one, after a restart too', async () => {
    const was = dump(opened.directory)
    const { id } = await opened.client.duplicates.plan({})
    const answer = await opened.client.duplicates.apply({ plan: id, groups: safe })
    expect(answer.changed).toBe(24)
    expect(await opened.client.history.list({})).toMatchObject([
      { id: answer.journal, label: 'Discarded 24 copies in favour of 12' },
    ])
    expect([await total(), (await queueOf(opened.client)).length]).toEqual([36, 8])
    const [, copy = ''] = membersOf(0)
    expect((await opened.client.images.get({ hash: copy })).supersededBy).toBe(membersOf(0)[0])
    const became = dump(opened.directory)
    const again = await reopen(opened)
    await again.client.history.undo({})
    expect(dump(opened.directory)).toEqual(was)
    expect((await queueOf(again.client)).length).toBe(20)
    await again.client.history.redo({})
    expect(dump(opened.directory)).toEqual(became)
  })

  test('leaves out the groups that are not named and the keepers that are excluded', async () => {
    const { id } = await opened.client.duplicates.plan({})
    const [excluded = ''] = membersOf(0)
    await opened.client.duplicates.apply({ plan: id, groups: ['samePixels:resolution'], exclude: [excluded] })
    expect(await total()).toBe(60 - 6)
    for (const hash of [...membersOf(0), ...membersOf(1)])
      expect((await opened.client.images.get({ hash })).trashed).toBe(false)
    for (const hash of membersOf(5).slice(1)) expect((await opened.client.images.get({ hash })).trashed).toBe(true)
  })

  test('cannot be applied twice', async () => {
    const { id } = await opened.client.duplicates.plan({})
    const apply = () => opened.client.duplicates.apply({ plan: id, groups: ['samePixels:resolution'] })
    await apply()
    expect(await failureOf(apply())).toMatchObject({ code: 'notFound', field: 'plan' })
    const other = await opened.client.duplicates.plan({})
    const twice = [1, 2].map(() => opened.client.duplicates.apply({ plan: other.id, groups: safe.slice(1) }))
    expect((await Promise.allSettled(twice)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect((await opened.client.history.list({})).length).toBe(2)
  })

  test('or a group that is not known, or all of it excluded, changes nothing', async () => {
    const { id } = await opened.client.duplicates.plan({})
    const { apply, actions } = opened.client.duplicates
    const exclude = [0, 5, 10, 15].map((cluster) => membersOf(cluster)[0] ?? '')
    const failures = [
      await failureOf(apply({ plan: 'none', groups: safe })),
      await failureOf(apply({ plan: id, groups: [...safe, 'variant:age'] })),
      await failureOf(actions({ plan: id, group: 'variant:age' })),
      await failureOf(apply({ plan: id, groups: ['samePixels:resolution'], exclude })),
    ]
    expect(failures.map(({ code, field }) => [code, field])).toEqual([
      ['notFound', 'plan'],
      ['notFound', 'groups'],
      ['notFound', 'groups'],
      ['invalid', 'groups'],
    ])
    expect(await total()).toBe(60)
  })

  test('is kept until ten newer ones are made', async () => {
    const { id } = await opened.client.duplicates.plan({})
    const look = () => opened.client.duplicates.actions({ plan: id, group: safe[0] ?? '' })
    for (let newer = 0; newer < 9; newer++) await opened.client.duplicates.plan({})
    expect((await look()).total).toBe(4)
    await opened.client.duplicates.plan({})
    expect((await failureOf(look())).code).toBe('notFound')
  })
})

describe('applying a plan is a conflict that changes nothing at all', () => {
  const [keeper = '', copy = '', other = ''] = membersOf(10)
  const meanwhile: [string, (client: Client) => Promise<unknown>][] = [
    ['a copy was trashed', ({ images }) => images.trash({ hashes: [copy] })],
    ['a keeper was trashed', ({ images }) => images.trash({ hashes: [keeper] })],
    ['another keeper was chosen', ({ duplicates }) => duplicates.keep({ keeper: copy, discard: [keeper] })],
    [
      'a pair was called no duplicates',
      ({ duplicates }) => duplicates.decide({ hashes: [keeper, copy], verdict: 'notDuplicates' }),
    ],
    [
      'two of the copies were called variants',
      ({ duplicates }) => duplicates.decide({ hashes: [copy, other], verdict: 'variants' }),
    ],
    [
      'a copy became protected',
      ({ duplicates }) =>
        duplicates.configure({
          rules: ['age'],
          protectedSources: [{ kind: 'urlPrefix', value: 'https://example.org/32.' }],
        }),
    ],
    [
      'the rules were changed and a keeper trashed',
      async ({ duplicates, images }) => {
        await images.trash({ hashes: [keeper] })
        await duplicates.configure({ rules: ['age'], protectedSources: [] })
      },
    ],
  ]

  test.each(meanwhile)('when %s meanwhile', async (_what, change) => {
    const { id } = await opened.client.duplicates.plan({})
    await change(opened.client)
    const was = dump(opened.directory)
    const failure = await failureOf(opened.client.duplicates.apply({ plan: id, groups: safe }))
    expect(failure.code).toBe('conflict')
    expect(failure.message).toMatch(/\. |\.$/)
    expect(dump(opened.directory)).toEqual(was)
  })

  test.each(meanwhile)('when %s by another window at the same moment', async (_what, change) => {
    const { id } = await opened.client.duplicates.plan({})
    const [, applied] = await Promise.allSettled([
      change(clientOf(opened.library, 'other')),
      opened.client.duplicates.apply({ plan: id, groups: safe }),
    ])
    const discarded = 60 - (await total())
    expect(applied.status === 'fulfilled' ? discarded >= 24 : discarded <= 1).toBe(true)
  })
})
