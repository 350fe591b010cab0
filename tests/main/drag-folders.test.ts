import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createDragFolders } from '../../electron/main/drag-folders.ts'

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'magpie-main-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'dragged')
}

async function drag(folders: ReturnType<typeof createDragFolders>, id: string): Promise<void> {
  await writeFile(join(await folders.open(id), 'tower.jpg'), id)
}

test('copies of the last drags stay while other programs may read them, and older ones go', async () => {
  const parent = await freshFolder()
  const folders = createDragFolders(parent)
  for (const id of ['a', 'b', 'c', 'd', 'e']) await drag(folders, id)
  expect((await readdir(parent)).sort()).toEqual(['c', 'd', 'e'])
  expect(await readdir(join(parent, 'e'))).toEqual(['tower.jpg'])
})

test('copies that a crash left behind are gone once Magpie has started again', async () => {
  const parent = await freshFolder()
  await drag(createDragFolders(parent), 'before')
  await drag(createDragFolders(parent), 'after')
  expect(await readdir(parent)).toEqual(['after'])
})

test('nothing is left once Magpie has ended, even where nothing was dragged', async () => {
  const parent = await freshFolder()
  await mkdir(parent)
  await createDragFolders(parent).forget()
  expect(await readdir(join(parent, '..'))).toEqual([])
})
