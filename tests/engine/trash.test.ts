import { describe, expect, test } from 'vitest'
import { failureOf, hashOf, openLibrary, recordEvents, store } from '../helpers/library.ts'
import { hashesByAge, openLibraryWithFiles } from '../helpers/library-files.ts'

describe('the trash', () => {
  test('takes an image when its last live file goes there, and gives it back with the first that returns', async () => {
    const opened = await openLibraryWithFiles()
    const [hash = ''] = hashesByAge(opened.directory)
    const { files } = await opened.client.images.get({ hash })
    expect(files.length).toBe(3)
    const isTrashed = async () => (await opened.client.images.get({ hash })).trashed
    for (const { id } of files.slice(0, 2)) await opened.client.files.trash({ files: [id] })
    expect(await isTrashed()).toBe(false)
    await opened.client.files.trash({ files: [files[2]?.id ?? ''] })
    expect(await isTrashed()).toBe(true)
    await opened.client.files.restore({ files: [files[1]?.id ?? ''] })
    expect(await isTrashed()).toBe(false)
  })

  test('hides an image from every entry, but not from those who ask for it by name', async () => {
    const { library, client } = await openLibrary()
    const url = 'https://example.org/hidden.png'
    const hash = hashOf(await store(library, 'hidden', { url }))
    await client.images.trash({ hashes: [hash] })
    const { meta, lookup, search } = library.entries
    expect([await meta(hash), await lookup(url), (await search('hidden', 10)).total]).toEqual([undefined, undefined, 0])
    expect((await client.images.list({})).total).toBe(0)
    expect((await client.images.list({ view: 'trash' })).items.map((image) => image.hash)).toEqual([hash])
    expect((await client.images.get({ hash })).trashed).toBe(true)
    expect(await library.blob(hash)).toMatchObject({ trashed: true })
  })

  test('of what lies there already changes nothing and is no change in the history', async () => {
    const { library, client } = await openLibrary()
    const hash = hashOf(await store(library, 'once'))
    await client.images.trash({ hashes: [hash] })
    const revision = library.revision
    const events = recordEvents(library)
    expect(await client.images.trash({ hashes: [hash] })).toEqual({ changed: 0, revision, journal: null })
    expect((await client.history.list({})).length).toBe(1)
    expect(events).toEqual([])
  })

  test('of an image that is not there names it and changes nothing', async () => {
    const { library, client } = await openLibrary()
    const hash = hashOf(await store(library, 'there'))
    const failure = await failureOf(client.images.trash({ hashes: [hash, 'ab'.repeat(32)] }))
    expect(failure).toMatchObject({ code: 'notFound', field: 'hashes' })
    expect((await client.images.get({ hash })).trashed).toBe(false)
  })
})

describe('a discarded copy in the trash', () => {
  test('is answered to clients while the kept one is live, and is counted in the trash', async () => {
    const { library, client } = await openLibrary()
    const keeper = hashOf(await store(library, 'kept', { url: 'https://example.org/kept' }))
    const copy = hashOf(await store(library, 'copy', { url: 'https://example.org/copy' }))
    await client.duplicates.keep({ keeper, discard: [copy] })
    expect(await client.host.info({})).toMatchObject({ images: 1, trashed: 1 })
    expect((await library.entries.meta(copy))?.contentHash).toBe(copy)
    await client.images.trash({ hashes: [keeper] })
    expect([await library.entries.meta(copy), (await client.images.list({ view: 'trash' })).total]).toEqual([
      undefined,
      2,
    ])
    await client.images.restore({ hashes: [keeper] })
    expect((await library.entries.meta(copy))?.contentHash).toBe(copy)
    expect((await client.images.get({ hash: copy })).supersededBy).toBe(keeper)
  })

  test('is let go by its keeper when it is moved to the trash by itself', async () => {
    const { library, client } = await openLibrary()
    const keeper = hashOf(await store(library, 'kept', { url: 'https://example.org/kept' }))
    const copy = hashOf(await store(library, 'copy', { url: 'https://example.org/copy' }))
    await client.duplicates.keep({ keeper, discard: [copy] })
    await client.images.trash({ hashes: [copy] })
    expect((await client.images.get({ hash: copy })).supersededBy).toBeNull()
    expect((await client.images.get({ hash: keeper })).sources.length).toBe(1)
    expect(await library.entries.meta(copy)).toBeUndefined()
    const again = await store(library, 'copy', {}, { trashed: 'report' })
    expect(again.verdict.kind).toBe('deletedBefore')
    await client.history.undo({})
    expect((await library.entries.meta(copy))?.contentHash).toBe(copy)
  })
})

describe('storing bytes that lie in the trash', () => {
  test('takes them out, says so, and is in the history with the client as its actor', async () => {
    const { library, client } = await openLibrary()
    const hash = hashOf(await store(library, 'again', { url: 'https://example.org/1' }))
    await client.images.trash({ hashes: [hash] })
    const again = await store(library, 'again', { url: 'https://example.org/2', clientName: 'gallery' })
    expect(again.verdict).toMatchObject({ kind: 'restored', hash })
    expect(again.entry?.url).toBe('https://example.org/2')
    expect((await client.images.get({ hash })).trashed).toBe(false)
    const [row] = await client.history.list({})
    expect(row).toMatchObject({ actor: 'gallery', label: 'Restored 1 picture by storing it again', state: 'done' })
    await client.history.undo({ id: row?.id ?? 0 })
    expect((await client.images.get({ hash })).trashed).toBe(true)
  })

  test('leaves them there where only a report is wanted', async () => {
    const { library, client } = await openLibrary()
    const hash = hashOf(await store(library, 'again'))
    await client.images.trash({ hashes: [hash] })
    const again = await store(library, 'again', {}, { trashed: 'report' })
    expect(again).toMatchObject({ entry: null, verdict: { kind: 'deletedBefore', hash } })
    expect((await client.images.get({ hash })).trashed).toBe(true)
  })
})
