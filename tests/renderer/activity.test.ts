import { expect, test } from 'vitest'
import type { ActivityRow } from '#shared/activity.ts'
import { matching } from '../../renderer/features/activity/matching.ts'
import { createActivity } from '../../renderer/state/activity.ts'
import { openLibrary } from '../helpers/library.ts'

const answered = { at: 0, method: 'GET', path: '/health', client: 'curl', status: 200, milliseconds: 1 }

/** What programs asked of a real library, as a window sees it; `tick` lets two seconds pass. */
async function open() {
  const { client, library } = await openLibrary()
  const waiting: (() => void)[] = []
  let asked = 0
  const list: typeof client.activity.list = (input) => {
    asked += 1
    return client.activity.list(input)
  }
  const activity = createActivity({ client: { ...client, activity: { list } }, schedule: (work) => waiting.push(work) })
  const settled = () => expect.poll(() => waiting.length).toBe(1)
  const tick = () => waiting.splice(0).forEach((work) => void work())
  const paths = () => activity.getState().rows?.map(({ path }) => path)
  return { library, activity, settled, tick, paths, waiting, asked: () => asked }
}

test('requests appear within two seconds while somebody looks, the newest first', async () => {
  const { library, activity, settled, tick, paths } = await open()
  activity.getState().watch()
  await settled()
  expect(paths()).toEqual([])
  for (const path of ['/first', '/second']) library.activity.note({ ...answered, path })
  tick()
  await settled()
  expect(paths()).toEqual(['/second', '/first'])
})

test('nothing is asked for while nobody looks', async () => {
  const { activity, settled, tick, waiting, asked } = await open()
  const stop = activity.getState().watch()
  await settled()
  stop()
  tick()
  expect([waiting.length, asked()]).toEqual([0, 1])
})

test('what is paused stands still, and goes on when it is resumed', async () => {
  const { library, activity, settled, tick, paths } = await open()
  activity.getState().watch()
  await settled()
  activity.getState().setPaused(true)
  library.activity.note(answered)
  tick()
  await settled()
  expect(paths()).toEqual([])
  activity.getState().setPaused(false)
  tick()
  await settled()
  expect(paths()).toEqual(['/health'])
})

test('requests are found by words of client, method, path and status, in any order', () => {
  const row = (id: number, change: Partial<ActivityRow>): ActivityRow => ({ ...answered, id, at: '', ...change })
  const rows = [row(1, {}), row(2, { client: 'my_scraper', method: 'PUT', status: 405 }), row(3, { status: 500 })]
  const found = (text: string, isFailuresOnly = false) => matching(rows, { text, isFailuresOnly }).map(({ id }) => id)
  expect(found('  ')).toEqual([1, 2, 3])
  expect(found('not allowed MY_SCRAPER')).toEqual([2])
  expect(found('curl health')).toEqual([1, 3])
  expect(found('', true)).toEqual([2, 3])
  expect(found('200', true)).toEqual([])
})
