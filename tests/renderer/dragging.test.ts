import { expect, test } from 'vitest'
import { createDragging } from '../../renderer/state/dragging.ts'

const picture = 'a'.repeat(64)
const file = (path: string) => new File([], path)

/** A window’s drags; the system takes each, and the files tell their paths as names. */
function begun() {
  const ids: string[] = []
  const dragOut = async ({ id }: { id: string }) => {
    ids.push(id)
    return {}
  }
  const { actions } = attempts()
  const dragging = createDragging({ client: { host: { dragOut } }, actions, pathOf: ({ name }) => name })
  return { dragging, ids }
}

function attempts() {
  const failed: unknown[] = []
  const attempt = (work: () => Promise<void>) => work().catch((error: unknown) => void failed.push(error))
  return { failed, actions: { attempt } }
}

test('files that come back are known by the folder they were dragged from, and no others', async () => {
  const { dragging, ids } = begun()
  await dragging.takeOut({ hashes: [picture] })
  const [id] = ids
  expect(dragging.pictures()).toEqual([picture])
  expect(dragging.owns([file(`/tmp/magpie/${id}/a.jpg`)])).toBe(true)
  expect(dragging.owns([file(`C:\\Temp\\magpie\\${id}\\a.jpg`)])).toBe(true)
  expect(dragging.owns([file('/home/me/a.jpg')])).toBe(false)
  expect(dragging.owns([file(`/tmp/magpie/${id}/a.jpg`), file('/home/me/b.jpg')])).toBe(false)
})

test('files of an earlier drag are not taken for those of the present one', async () => {
  const { dragging, ids } = begun()
  await dragging.takeOut({ hashes: [picture] })
  await dragging.takeOut({ hashes: ['b'.repeat(64)] })
  expect(dragging.owns([file(`/tmp/magpie/${ids[0]}/a.jpg`)])).toBe(false)
  dragging.end()
  expect(dragging.owns([file(`/tmp/magpie/${ids[1]}/a.jpg`)])).toBe(false)
})

test('the result of a transformation is no picture that a folder could take', async () => {
  const { dragging } = begun()
  await dragging.takeOut({ hashes: [picture], transformation: 'w-100' })
  expect(dragging.isBySystem()).toBe(true)
  expect(dragging.pictures()).toEqual([])
})

test('a drag that could not begin is over, and the reason is told', async () => {
  const dragOut = () => Promise.reject(new Error('There is no such picture.'))
  const { failed, actions } = attempts()
  const dragging = createDragging({ client: { host: { dragOut } }, actions, pathOf: () => '' })
  await dragging.takeOut({ hashes: [picture] })
  expect(dragging.isOn()).toBe(false)
  expect(failed).toEqual([new Error('There is no such picture.')])
})
