import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Client } from '#shared/client.ts'
import { KeepRule } from '#shared/duplicates.ts'
import { type Call, fileCalls } from '../helpers/file-calls.ts'
import { clientOf, failureOf, type OpenLibrary, openLibrary, queryIndex } from '../helpers/library.ts'
import { dump } from '../helpers/library-dump.ts'
import { addBytes, fileIds, hashesByAge, openLibraryWithFiles } from '../helpers/library-files.ts'

const pickFrom = <T>(all: readonly T[], picks: readonly number[]): T[] => [
  ...new Set(picks.map((pick) => all[pick % all.length] as T)),
]

/** Undoable calls, each on pictures or files of any kind. */
const changes: Record<string, (call: Call) => Promise<unknown>> = {
  'images.trash': ({ client, images }) => client.images.trash({ hashes: images }),
  'images.restore': ({ client, images }) => client.images.restore({ hashes: images }),
  'files.trash': ({ client, files }) => client.files.trash({ files }),
  'files.restore': ({ client, files }) => client.files.restore({ files }),
  'images.tag': ({ client, images, pick }) =>
    client.images.tag({ hashes: images, add: [`tag ${pick % 3}`], remove: [`tag ${(pick + 1) % 3}`] }),
  'images.annotate': ({ client, images: [hash = ''], pick }) =>
    client.images.annotate({ hash, note: pick % 3 === 0 ? '' : `note ${pick % 3}` }),
  'duplicates.keep': ({ client, images: [keeper = '', ...discard] }) => client.duplicates.keep({ keeper, discard }),
  'duplicates.decide': ({ client, images, pick }) =>
    client.duplicates.decide({ hashes: images, verdict: pick % 2 === 0 ? 'variants' : 'notDuplicates' }),
  'duplicates.configure': ({ client, pick }) =>
    client.duplicates.configure({ rules: [KeepRule.options[pick % 7] ?? 'age'], protectedSources: [] }),
  ...fileCalls,
}

/** What else may happen between them. */
const others: Record<string, (call: Call) => Promise<unknown>> = {
  undo: ({ client }) => client.history.undo({}),
  redo: ({ client }) => client.history.redo({}),
  undoAny: ({ client, pick }) => client.history.undo({ id: (pick % 12) + 1 }),
  redoAny: ({ client, pick }) => client.history.redo({ id: (pick % 12) + 1 }),
}

const stepOf = (acts: string[]) =>
  fc.record({
    act: fc.constantFrom(...acts),
    actor: fc.constantFrom('magpie', 'scraper'),
    picks: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
  })
const change = stepOf(Object.keys(changes))
const step = fc.oneof(
  { weight: 2, arbitrary: change },
  { weight: 1, arbitrary: stepOf(['store', ...Object.keys(others)]) },
)
type Step = typeof change extends fc.Arbitrary<infer Value> ? Value : never

/** Does one step; what cannot be done is an answer like others. */
async function act(opened: OpenLibrary, client: Client, { act, actor, picks }: Step): Promise<void> {
  const [images, files] = [pickFrom(hashesByAge(opened.directory), picks), pickFrom(fileIds(opened.directory), picks)]
  const [pick = 0] = picks
  if (act === 'store') await addBytes(opened, pick % 6, actor)
  else await { ...changes, ...others }[act]?.({ client, images, files, pick }).catch(expectAnswer)
  expectStanding(opened.directory)
}

function expectAnswer(error: unknown): void {
  expect(error).toMatchObject({ name: expect.stringMatching(/Failure|ZodError/) })
  expect(error).not.toMatchObject({ code: 'internal' })
}

/** A discarded copy lies in the trash, behind a picture that stands behind no other; live files lie in standing folders. */
function expectStanding(directory: string): void {
  const lost = queryIndex(
    directory,
    `SELECT * FROM folders JOIN folders AS parents ON parents.id = folders.parent_id
     WHERE folders.path NOT LIKE rtrim(parents.path, '/') || '/%'
       OR folders.removed_at IS NULL AND parents.removed_at IS NOT NULL
       OR folders.removed_at IS NOT NULL
         AND EXISTS (SELECT 1 FROM files WHERE folder_id = folders.id AND trashed_at IS NULL)`,
  )
  expect(lost).toEqual([])
  const fallen = queryIndex(
    directory,
    `SELECT * FROM superseded AS copies WHERE keeper_id IN (SELECT image_id FROM superseded)
     OR EXISTS (SELECT 1 FROM files WHERE files.image_id = copies.image_id AND trashed_at IS NULL)`,
  )
  expect(fallen).toEqual([])
}

const newest = async (client: Client) => (await client.history.list({ limit: 1 }))[0]

describe('undo', () => {
  test('puts every row back as it was, whatever was done by whom before', { timeout: 120_000 }, async () => {
    const property = fc.asyncProperty(fc.array(step, { maxLength: 14 }), change, async (before, last) => {
      const opened = await openLibraryWithFiles()
      for (const one of before) await act(opened, clientOf(opened.library, one.actor), one)
      const client = clientOf(opened.library, last.actor)
      const [was, journal] = [dump(opened.directory), (await newest(client))?.id]
      await act(opened, client, last)
      const [became, made] = [dump(opened.directory), await newest(client)]
      if (made && made.id !== journal) {
        await client.history.undo({ id: made.id })
        expect(dump(opened.directory)).toEqual(was)
        await client.history.redo({ id: made.id })
        expect(dump(opened.directory)).toEqual(became)
        await client.history.undo({})
      }
      expect(dump(opened.directory)).toEqual(was)
      await opened.close()
    })
    await fc.assert(property, { numRuns: 25 })
  })

  test('of everything, one by one, leads back to the beginning', { timeout: 60_000 }, async () => {
    const property = fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 10 }), async (all) => {
      const opened = await openLibraryWithFiles()
      const was = dump(opened.directory)
      for (const one of all) await act(opened, opened.client, one)
      const became = dump(opened.directory)
      const changes = (await opened.client.history.list({})).length
      for (let i = 0; i < changes; i++) await opened.client.history.undo({})
      expect(dump(opened.directory)).toEqual(was)
      expect((await failureOf(opened.client.history.undo({}))).code).toBe('notFound')
      for (let i = 0; i < changes; i++) await opened.client.history.redo({})
      expect(dump(opened.directory)).toEqual(became)
      await opened.close()
    })
    await fc.assert(property, { numRuns: 12 })
  })

  test('takes back the actor’s own latest change first', async () => {
    const opened = await openLibraryWithFiles()
    const [first = '', second = '', third = ''] = hashesByAge(opened.directory)
    const scraper = clientOf(opened.library, 'scraper')
    await opened.client.images.trash({ hashes: [first] })
    await opened.client.images.trash({ hashes: [second] })
    await scraper.images.trash({ hashes: [third] })
    await opened.client.history.undo({})
    const trashed = async () => (await opened.client.images.list({ view: 'trash' })).items.map(({ hash }) => hash)
    expect(await trashed()).toEqual([third, first])
    await opened.client.history.undo({})
    expect(await trashed()).toEqual([third])
    expect((await failureOf(opened.client.history.undo({}))).code).toBe('notFound')
    await scraper.history.undo({})
    expect(await trashed()).toEqual([])
  })

  test('of any row by its number takes back another actor’s change', async () => {
    const opened = await openLibraryWithFiles()
    const [first = ''] = hashesByAge(opened.directory)
    const { journal } = await clientOf(opened.library, 'scraper').images.trash({ hashes: [first] })
    const row = await opened.client.history.undo({ id: journal ?? 0 })
    expect(row).toMatchObject({ actor: 'scraper', state: 'undone', label: 'Moved 1 picture to the trash' })
    expect((await opened.client.images.get({ hash: first })).trashed).toBe(false)
  })

  test('works after the library was closed and opened again', async () => {
    const opened = await openLibraryWithFiles()
    const was = dump(opened.directory)
    const [first = '', second = ''] = hashesByAge(opened.directory)
    await opened.client.images.trash({ hashes: [first, second] })
    await opened.close()
    const again = await openLibrary({ directory: opened.directory })
    await again.client.history.undo({})
    expect(dump(opened.directory)).toEqual(was)
    await again.close()
    const third = await openLibrary({ directory: opened.directory })
    await third.client.history.redo({})
    expect((await third.client.images.list({ view: 'trash' })).total).toBe(2)
  })

  test('of rows that have changed since is a conflict that changes nothing', async () => {
    const opened = await openLibraryWithFiles()
    const [first = '', second = ''] = hashesByAge(opened.directory)
    const { journal } = await opened.client.images.trash({ hashes: [first, second] })
    await opened.client.images.restore({ hashes: [second] })
    await opened.client.images.trash({ hashes: [second] })
    const was = dump(opened.directory)
    const failure = await failureOf(opened.client.history.undo({ id: journal ?? 0 }))
    expect(failure.code).toBe('conflict')
    expect(failure.message).toMatch(/“Moved 2 pictures to the trash” cannot be undone/)
    expect(dump(opened.directory)).toEqual(was)
    expect((await opened.client.history.list({})).map(({ state }) => state)).toEqual(['done', 'done', 'done'])
  })

  test('of a change that is undone already, or unknown, changes nothing', async () => {
    const opened = await openLibraryWithFiles()
    const [first = ''] = hashesByAge(opened.directory)
    const { journal } = await opened.client.images.trash({ hashes: [first] })
    await opened.client.history.undo({ id: journal ?? 0 })
    expect((await failureOf(opened.client.history.undo({ id: journal ?? 0 }))).code).toBe('conflict')
    expect((await failureOf(opened.client.history.undo({ id: 999 }))).code).toBe('notFound')
    expect((await failureOf(opened.client.history.redo({ id: 999 }))).code).toBe('notFound')
  })
})

describe('redo', () => {
  test('is gone once something new was done', async () => {
    const opened = await openLibraryWithFiles()
    const [first = '', second = ''] = hashesByAge(opened.directory)
    await opened.client.images.trash({ hashes: [first] })
    await opened.client.history.undo({})
    await opened.client.images.trash({ hashes: [second] })
    expect((await failureOf(opened.client.history.redo({}))).code).toBe('notFound')
  })
})

describe('the history', () => {
  test('lists changes newest first, page by page', async () => {
    const opened = await openLibraryWithFiles()
    const all = hashesByAge(opened.directory)
    for (const hash of all) await opened.client.images.trash({ hashes: [hash] })
    const first = await opened.client.history.list({ limit: 3 })
    const second = await opened.client.history.list({ limit: 3, before: first.at(-1)?.id ?? 0 })
    expect([...first, ...second].map(({ id }) => id)).toEqual([4, 3, 2, 1])
  })
})
