import { expect, test } from 'vitest'
import {
  createTransformations,
  renamed,
  withNamed,
  withoutNamed,
  withoutOrigin,
} from '../../renderer/state/transformations.ts'
import { openLibrary } from '../helpers/library.ts'

/** The settings of transformation URLs in a window over a real library, and what the window told. */
async function open() {
  const { client, library } = await openLibrary()
  const told: { text: string; journal?: number | null }[] = []
  const transformations = createTransformations({
    client,
    actions: {
      attempt: (work) => work(),
      tell: (text, { journal = null } = {}) => void told.push({ text, journal }),
    },
  })
  library.listen((event) => transformations.getState().hear(event))
  const { change, allow, reload } = transformations.getState()
  return { client, told, transformations, change, allow, reload, settings: () => client.transformations.settings({}) }
}

test('changes made at once lose nothing of each other', async () => {
  const { change, allow, settings, transformations } = await open()
  await Promise.all([
    change('Saved “a”', withNamed('a', 'w-1')),
    change('Saved “b”', withNamed('b', 'w-2')),
    allow('http://localhost:3000'),
    change('Renamed', renamed('a', 'c')),
    allow('http://localhost:4000'),
  ])
  const kept = {
    strict: false,
    origins: ['http://localhost:3000', 'http://localhost:4000'],
    named: { b: 'w-2', c: 'w-1' },
  }
  expect(await settings()).toEqual(kept)
  expect(transformations.getState().settings).toEqual(kept)
})

test('a change is made to what another window has just saved', async () => {
  const { client, change, reload, settings } = await open()
  await reload()
  await client.transformations.configure({ strict: true, origins: [], named: { theirs: 'w-9' } })
  await change('Saved “ours”', withNamed('ours', 'w-8'))
  expect(await settings()).toEqual({ strict: true, origins: [], named: { theirs: 'w-9', ours: 'w-8' } })
})

test('each change is told with the way back, and going back is heard', async () => {
  const { client, change, told, settings, transformations } = await open()
  await change('Saved “a”', withNamed('a', 'w-1'))
  await change('Deleted “a”', withoutNamed('a'))
  expect(told.map(({ text }) => text)).toEqual(['Saved “a”', 'Deleted “a”'])
  await client.history.undo({ id: told[1]?.journal ?? -1 })
  expect((await settings()).named).toEqual({ a: 'w-1' })
  await transformations.getState().reload()
  expect(transformations.getState().settings?.named).toEqual({ a: 'w-1' })
})

test('what changes nothing is neither written nor told', async () => {
  const { change, allow, told } = await open()
  await change('Deleted “none”', withoutNamed('none'))
  await change('Renamed', renamed('none', 'some'))
  await allow('http://localhost:3000')
  await allow('http://localhost:3000')
  expect(told.map(({ text }) => text)).toEqual(['Allowed http://localhost:3000 to show pictures'])
})

test('an origin that is no longer allowed leaves the others', async () => {
  const { change, allow, settings } = await open()
  for (const port of [1, 2, 3]) await allow(`http://localhost:${port}`)
  await change('No longer', withoutOrigin('http://localhost:2'))
  expect((await settings()).origins).toEqual(['http://localhost:1', 'http://localhost:3'])
})
