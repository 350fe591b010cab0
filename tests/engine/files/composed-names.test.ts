import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { Client } from '#shared/client.ts'
import { openLibraryOf } from '../../helpers/files.ts'
import { openLibrary, temporaryFolder, until } from '../../helpers/library.ts'
import { png } from '../../helpers/pictures.ts'

/** The same names of two Unicode forms: as keyboards write them, and as some file systems hand them out. */
const [composed, decomposed] = (['NFC', 'NFD'] as const).map((form) => 'é.png'.normalize(form)) as [string, string]
const [folder, decomposedFolder] = (['NFC', 'NFD'] as const).map((form) => '/ü'.normalize(form)) as [string, string]

const namesFound = async (client: Client, searchQuery: string) =>
  (await client.files.search({ searchQuery })).items.map(({ name }) => name)

/** A library from before names were composed: the names of its file and its folder are not. */
async function openOldLibrary() {
  const opened = await openLibraryOf('a')
  const { client, directory, file } = opened
  await client.files.move({ files: [(await file('/a')).id], folder: '/old' })
  const database = new SQLite(join(directory, 'index.db'))
  database.prepare('UPDATE folders SET path = ? WHERE path = ?').run(decomposedFolder, '/old')
  database.prepare('UPDATE files SET name = ?').run(decomposed)
  database.close()
  return opened
}

test('a file imported under decomposed letters is found by composed ones, and by its own', async () => {
  const { library, client } = await openLibrary()
  const path = join(await temporaryFolder(), decomposed)
  await writeFile(path, await png(1))
  await client.imports.paths({ paths: [path] })
  await until(async () => (await client.imports.list({})).every(({ state }) => state === 'done'))
  for (const name of [composed, decomposed]) {
    expect(await client.files.at({ path: `/${name}` })).toMatchObject({ name: composed })
    expect(await library.delivery.resolve(`/${name}`)).toBeDefined()
    expect(await namesFound(client, `name = "${name}"`)).toEqual([composed])
    expect(await namesFound(client, `name IN ["${name}", "b"]`)).toEqual([composed])
    expect(await namesFound(client, `name NOT = "${name}"`)).toEqual([])
  }
})

test('files and folders are named with composed letters, however they are written', async () => {
  const { library, client, file } = await openLibraryOf('a')
  const { id } = await file('/a')
  await client.files.rename({ id, name: decomposed })
  await client.folders.create({ path: `${decomposedFolder}/x` })
  await client.files.move({ files: [id], folder: `${decomposedFolder}/x` })
  await client.folders.rename({ path: `${decomposedFolder}/x`, name: decomposedFolder.slice(1) })
  expect(await file(`${folder}${folder}/${composed}`)).toMatchObject({ id, folder: folder + folder, name: composed })
  const path = `${decomposedFolder}${decomposedFolder}`
  expect(await library.delivery.resolve(`${path}/${decomposed}`)).toBeDefined()
  expect(await client.folders.get({ path })).toMatchObject({ path: folder + folder, files: 1 })
  expect((await client.folders.list({ parent: decomposedFolder })).total).toBe(1)
  expect((await client.images.list({ folder: path })).total).toBe(1)
  expect(await namesFound(client, `path = "${path}"`)).toEqual([composed])
  expect(await namesFound(client, `path : "${decomposedFolder}"`)).toEqual([composed])
})

test('names from before stay as they are and are found by exactly what they are', async () => {
  const { library, client, file } = await openOldLibrary()
  const path = `${decomposedFolder}/${decomposed}`
  const { id } = await file(path)
  expect(await library.delivery.resolve(path)).toBeDefined()
  expect((await client.images.list({ folder: decomposedFolder })).total).toBe(1)
  expect(await namesFound(client, `name = "${decomposed}" AND path : "${decomposedFolder}"`)).toEqual([decomposed])
  await client.folders.create({ path: decomposedFolder + decomposedFolder })
  const { items } = await client.folders.list({ parent: decomposedFolder })
  expect(items.map((item) => item.path)).toEqual([decomposedFolder + folder])
  await client.files.move({ files: [id], folder: decomposedFolder + decomposedFolder })
  expect(await file(`${decomposedFolder}${folder}/${decomposed}`)).toMatchObject({ id, name: decomposed })
})
