import { describe, expect, test } from 'vitest'
import { addFile, openLibraryOf } from '../../helpers/files.ts'
import { failureOf, openLibrary, store } from '../../helpers/library.ts'

/** A file `a` whose second version is the image of `b`, and `b` itself moved to the trash. */
async function openReplaced() {
  const opened = await openLibraryOf('a', 'b')
  const [a, b] = [await opened.file('/a'), await opened.file('/b')]
  await opened.client.files.trash({ files: [b.id] })
  await opened.client.files.replace({ id: a.id, hash: b.hash })
  return { ...opened, a, b }
}

describe('a file that gets another image', () => {
  test('keeps its id and place, and its former version', async () => {
    const { client, file, a, b } = await openReplaced()
    expect(await file('/a')).toMatchObject({ id: a.id, hash: b.hash, version: { number: 2 }, createdAt: a.createdAt })
    const versions = await client.files.versions({ id: a.id })
    expect(versions.map(({ hash, number, isPresent }) => [hash, number, isPresent])).toEqual([
      [b.hash, 2, true],
      [a.hash, 1, false],
    ])
    expect(versions[1]?.id).toBe(a.id)
  })

  test('leaves the former image in the trash, where it is looked at and restored as a file of its own', async () => {
    const { client, file, a, b } = await openReplaced()
    expect((await client.images.list({ view: 'trash' })).items.map(({ hash, name }) => [hash, name])).toEqual([
      [a.hash, 'a'],
    ])
    expect((await client.images.list({})).items.map(({ hash }) => hash)).toEqual([b.hash])
    await client.images.restore({ hashes: [a.hash] })
    expect((await file(`/a-${a.hash.slice(0, 8)}`)).hash).toBe(a.hash)
    expect((await client.images.list({ view: 'trash' })).total).toBe(0)
    await client.history.undo({})
    expect((await client.images.get({ hash: a.hash })).files).toEqual([])
  })

  test('counts its former image in the trash after a restart, too', async () => {
    const { client, close, directory, a } = await openReplaced()
    const before = await client.images.list({ view: 'trash' })
    await close()
    const again = await openLibrary({ directory })
    for (const loaded of [Promise.resolve(), again.library.loaded]) {
      await loaded
      const { items, total } = await again.client.images.list({ view: 'trash' })
      expect([items, total]).toEqual([before.items, before.total])
    }
    expect((await again.client.images.get({ hash: a.hash })).trashed).toBe(true)
  })

  test('lets the former image be stored again, as a file of its own', async () => {
    const { client, library, a } = await openReplaced()
    expect((await store(library, 'a', {}, { trashed: 'report' })).verdict.kind).toBe('deletedBefore')
    expect((await store(library, 'a')).verdict.kind).toBe('restored')
    expect((await client.images.get({ hash: a.hash })).files.length).toBe(1)
  })
})

describe('a former version', () => {
  test('is made the present one, both keeping their numbers, and a later one counts on', async () => {
    const opened = await openReplaced()
    const { client, file, a, b } = opened
    await client.files.restoreVersion({ id: a.id, version: a.id })
    expect(await file('/a')).toMatchObject({ hash: a.hash, version: { id: a.id, number: 1 } })
    const versions = await client.files.versions({ id: a.id })
    expect(versions.map(({ hash, number }) => [hash, number])).toEqual([
      [a.hash, 1],
      [b.hash, 2],
    ])
    await client.files.replace({ id: a.id, hash: await addFile(opened, 'c') })
    expect((await file('/a')).version.number).toBe(3)
  })

  test('is taken off, its image going to the trash as a file', async () => {
    const { client, a } = await openReplaced()
    await client.files.removeVersion({ id: a.id, version: a.id })
    expect((await client.files.versions({ id: a.id })).length).toBe(1)
    expect(await client.images.get({ hash: a.hash })).toMatchObject({ trashed: true, files: [{ folder: '/' }] })
    await client.images.restore({ hashes: [a.hash] })
    expect((await client.images.get({ hash: a.hash })).trashed).toBe(false)
  })

  test('is not the present one, and is one of this file', async () => {
    const { client, file, a, b } = await openReplaced()
    const present = (await file('/a')).version.id
    const remove = (version: string) => failureOf(client.files.removeVersion({ id: a.id, version }))
    expect(await remove(present)).toMatchObject({ code: 'invalid', field: 'version' })
    expect(await remove(b.id)).toMatchObject({ code: 'notFound', field: 'version' })
  })
})
