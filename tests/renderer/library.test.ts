import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLibrary, type Library } from '../../renderer/state/library.ts'
import { pageSize, rowAt, type Snapshot } from '../../renderer/state/snapshot.ts'
import { createModelLibrary, type ModelLibrary } from '../helpers/window-model.ts'

const settled = () => new Promise<void>((resolve) => setImmediate(resolve))
const share = fc.double({ min: 0, max: 1, noNaN: true })
const few = fc.integer({ min: 0, max: 3 })
const urls = fc.constantFrom('https://a.example/cat', 'https://b.example/dog')

/** What can happen, in any order: to the library, on the way to the window, and by the user’s hand. */
const happening = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('add'), urls: fc.array(urls, { minLength: 1, maxLength: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('trash', 'restore'), at: share }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('addUrl'), at: share, url: urls }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('hear', 'tick') }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('compute'), place: few }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('deliver'), place: few, fails: fc.constant(false) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('deliver'), place: few, fails: fc.constant(true) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('show'), at: share, rows: fc.integer({ min: 1, max: 300 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('search'), text: fc.constantFrom('', 'cat', 'dog') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('bringIn', 'retry', 'loseEvents', 'look') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('flow'), flowing: fc.boolean() }) },
) as fc.Arbitrary<Happening>

type Happening =
  | { kind: 'add'; urls: string[] }
  | { kind: 'trash' | 'restore'; at: number }
  | { kind: 'addUrl'; at: number; url: string }
  | { kind: 'hear' | 'tick' | 'bringIn' | 'retry' | 'loseEvents' | 'look' }
  | { kind: 'compute'; place: number }
  | { kind: 'deliver'; place: number; fails: boolean }
  | { kind: 'show'; at: number; rows: number }
  | { kind: 'search'; text: string }
  | { kind: 'flow'; flowing: boolean }

const idAt = (model: ModelLibrary, at: number) => 1 + Math.floor(at * (model.ceiling() - 1))

function happen(model: ModelLibrary, library: Library, what: Happening) {
  const { query, snapshot, ...window } = library.getState()
  if (what.kind === 'add') model.add(what.urls)
  if (what.kind === 'trash' || what.kind === 'restore') model.setTrashed(idAt(model, what.at), what.kind === 'trash')
  if (what.kind === 'addUrl') model.addUrl(idAt(model, what.at), what.url)
  if (what.kind === 'hear') for (const event of model.events.splice(0, 1)) window.hear(event)
  if (what.kind === 'tick') for (const work of model.timers.splice(0, 1)) work()
  if (what.kind === 'compute') model.compute(what.place)
  if (what.kind === 'deliver') model.deliver(what.place, what.fails)
  if (what.kind === 'search') window.setQuery({ ...query, text: what.text })
  if (what.kind === 'look') window.setQuery({ text: '', view: query.view === 'trash' ? 'library' : 'trash' })
  if (what.kind === 'flow') window.setFlowing(what.flowing)
  if (what.kind === 'bringIn') window.bringIn()
  if (what.kind === 'retry') window.retry()
  if (what.kind === 'loseEvents') model.loseEvents()
  if (what.kind === 'show') {
    const first = Math.floor(what.at * (snapshot?.total ?? 0))
    window.show(first, first + what.rows)
  }
}

/** Every loaded row stands where it stood at the revision that the snapshot is of: nothing lost, nothing doubled. */
function expectOneTruth(model: ModelLibrary, library: Library) {
  const { snapshot, query, isPending } = library.getState()
  if (!snapshot || isPending) return
  const rows = model.rowsAt(snapshot.answered, query, snapshot.ceiling).map(({ id }) => id)
  for (const [page, loaded] of snapshot.pages) {
    const ids = loaded.map(({ id }) => id)
    expect(ids).toEqual(rows.slice(page * pageSize, (page + 1) * pageSize))
  }
  expect(snapshot.total).toBe(rows.length)
}

/** Lets everything through until nothing is on the way. */
async function comeToRest(model: ModelLibrary, library: Library) {
  for (let round = 0; round < 200; round += 1) {
    library.getState().retry()
    for (const event of model.events.splice(0)) library.getState().hear(event)
    for (const work of model.timers.splice(0)) work()
    await settled()
    while (model.questions.length > 0) {
      model.compute(0)
      model.deliver(0, false)
      await settled()
    }
    if (model.events.length + model.timers.length + model.questions.length === 0) return
  }
  throw new Error('the window never came to rest')
}

function expectWhole(
  model: ModelLibrary,
  library: Library,
  snapshot: Snapshot,
  sight: { first: number; last: number },
) {
  const { query, arrivals } = library.getState()
  const now = model.rowsAt(model.revision(), query, snapshot.ceiling)
  expect(snapshot.total).toBe(now.length)
  const last = Math.min(sight.last, now.length - 1)
  for (let index = sight.first; index <= last; index += 1) expect(rowAt(snapshot, index)).toEqual(now[index])
  const all = model.rowsAt(model.revision(), query, model.ceiling())
  expect(arrivals).toBe(all.length - now.length)
}

/** Found by chance once: what is trashed while new pictures are about to flow in, which then must wait after all. */
const trashedWhileFlowing: Happening[] = [
  { kind: 'search', text: '' },
  { kind: 'compute', place: 1 },
  { kind: 'deliver', place: 0, fails: false },
  { kind: 'add', urls: ['https://a.example/cat'] },
  { kind: 'tick' },
  { kind: 'compute', place: 1 },
  { kind: 'deliver', place: 0, fails: false },
  { kind: 'flow', flowing: false },
  { kind: 'trash', at: 0 },
]

test('whatever happens in whatever order, no row is lost or doubled, and in the end all is as the library has it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 900 }),
      fc.array(happening, { maxLength: 80, size: 'max' }),
      async (size, story) => {
        const model = createModelLibrary()
        if (size > 0)
          model.add(Array.from({ length: size }, (_, place) => (place % 3 ? 'https://a/cat' : 'https://b/dog')))
        const library = createLibrary(model)
        library.getState().retry()
        for (const what of story) {
          happen(model, library, what)
          await settled()
          expectOneTruth(model, library)
        }
        await comeToRest(model, library)
        const sight = { first: Math.floor((library.getState().snapshot?.total ?? 0) / 2), last: 0 }
        sight.last = sight.first + 250
        library.getState().show(sight.first, sight.last)
        await comeToRest(model, library)
        const { snapshot, isPending } = library.getState()
        expect(isPending).toBe(false)
        expectOneTruth(model, library)
        if (snapshot) expectWhole(model, library, snapshot, sight)
      },
    ),
    { numRuns: 300, examples: [[1, trashedWhileFlowing]] },
  )
}, 60_000)

async function openModel(size: number) {
  const model = createModelLibrary()
  model.add(Array.from({ length: size }, () => 'https://a.example/cat'))
  const library = createLibrary(model)
  library.getState().retry()
  await comeToRest(model, library)
  return { model, library }
}

test('new pictures wait in the pill while the grid must hold still, and come in when it need not', async () => {
  const { model, library } = await openModel(10)
  library.getState().setFlowing(false)
  model.add(['https://a.example/new', 'https://a.example/newer'])
  await comeToRest(model, library)
  expect(library.getState().arrivals).toBe(2)
  expect(library.getState().snapshot?.total).toBe(10)
  library.getState().setFlowing(true)
  await comeToRest(model, library)
  expect(library.getState().arrivals).toBe(0)
  expect(library.getState().snapshot?.total).toBe(12)
})

test('rows that were scrolled past before they were asked for are never asked for', async () => {
  const { model, library } = await openModel(100_000)
  for (let first = 1000; first < 90_000; first += 1000) library.getState().show(first, first + 50)
  const asked: (number | undefined)[] = []
  while (model.questions.length > 0) {
    asked.push(...model.questions.map(({ input }) => input.offset))
    model.compute(0)
    model.deliver(0, false)
    await settled()
  }
  expect(asked).toEqual([1000, 89_000])
})

test('pages that were left long ago are dropped, so that a million rows never fill the memory', async () => {
  const { model, library } = await openModel(50_000)
  for (let first = 0; first < 50_000; first += 400) {
    library.getState().show(first, first + 50)
    await comeToRest(model, library)
  }
  expect(library.getState().snapshot?.pages.size).toBeLessThanOrEqual(30)
})

test('the failure of a question is told, and trying again heals it', async () => {
  const { model, library } = await openModel(1000)
  library.getState().show(600, 650)
  model.compute(0)
  model.deliver(0, true)
  await settled()
  expect(library.getState().failure?.code).toBe('unreachable')
  await comeToRest(model, library)
  expect(library.getState().failure).toBeNull()
  expect(library.getState().snapshot?.pages.has(3)).toBe(true)
})

test('what would come in by itself waits after all when the pointer comes first', async () => {
  const { model, library } = await openModel(10)
  model.add(['https://a.example/new'])
  for (const event of model.events.splice(0)) library.getState().hear(event)
  for (const work of model.timers.splice(0)) work()
  model.compute(0)
  model.deliver(0, false)
  await settled()
  model.compute(0)
  library.getState().setFlowing(false)
  await comeToRest(model, library)
  expect(library.getState().snapshot?.total).toBe(10)
  expect(library.getState().arrivals).toBe(1)
})
