import { readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import {
  blobPath,
  blobsOnDisk,
  chunksOf,
  hashesInIndex,
  hashOf,
  openLibrary,
  store,
  temporaryFiles,
  temporaryFolder,
} from '../helpers/library.ts'
import { png } from '../helpers/pictures.ts'

const first = 'https://example.org/first.png'
const second = 'https://example.net/second.png'

describe('bytes that are stored', () => {
  test('are one image, one blob, one source and one file, and can be read again', async () => {
    const { library, client, directory } = await openLibrary()
    const bytes = await png(1)
    const stored = await store(library, bytes, { url: first })
    const hash = hashOf(stored)
    expect(stored.verdict).toMatchObject({ kind: 'added', name: 'first.png', near: null, reason: null })
    expect(await blobsOnDisk(directory)).toEqual([hash])
    expect(hashesInIndex(directory)).toEqual([hash])
    const { sources, files, byteSize, width, height } = await client.images.get({ hash })
    expect([sources.length, files.length, byteSize, width, height]).toEqual([1, 1, bytes.length, 192, 128])
    const blob = await library.blob(hash)
    expect(await readFile(blob?.path ?? '')).toEqual(bytes)
    expect(blob).toMatchObject({ contentType: 'image/png', name: 'first.png', trashed: false })
    expect(await temporaryFiles(directory)).toEqual([])
  })

  test('that no decoder knows are stored as they are, with a reason', async () => {
    const { library, client } = await openLibrary()
    const stored = await store(library, 'only a text')
    expect(stored.verdict).toMatchObject({ kind: 'added', reason: 'No decoder knows these bytes.' })
    const detail = await client.images.get({ hash: hashOf(stored) })
    expect(detail).toMatchObject({ contentType: 'application/octet-stream', perceptualHash: null, width: null })
    expect(detail.decode.status).toBe('unsupported')
  })

  test('give an entry with all that was told and found', async () => {
    const { library } = await openLibrary({ now: () => Date.parse('2026-03-04T05:06:07.089Z') })
    const bytes = await png(2)
    const { entry } = await store(library, bytes, { url: first, filename: 'mine.png' })
    expect(entry).toMatchObject({
      url: first,
      contentType: 'image/png',
      byteSize: bytes.length,
      filename: 'mine.png',
      clientName: 'scraper',
      createdAt: '2026-03-04T05:06:07.089Z',
      fetchedAt: '2026-03-04T05:06:07.089Z',
    })
    expect(entry?.perceptualHash).toMatch(/^[0-9a-f]{16}$/)
  })

  test('name the nearest picture that was there before', async () => {
    const { library } = await openLibrary()
    const original = await store(library, await png(3), { url: first })
    const smaller = await store(library, await png(3, 96, 64), { url: second })
    expect(smaller.verdict.near?.hash).toBe(hashOf(original))
    expect(smaller.verdict.near?.distance).toBeLessThanOrEqual(4)
  })
})

describe('the same bytes again', () => {
  test('with the same URL are nothing new, but the source is renewed', async () => {
    const { library, client } = await openLibrary()
    const hash = hashOf(await store(library, 'same', { url: first, fetchedAt: '2026-01-01T00:00:00Z' }))
    const [before] = (await client.images.get({ hash })).sources
    const again = await store(library, 'same', { url: first, fetchedAt: '2026-02-02T00:00:00Z' })
    const { sources, files } = await client.images.get({ hash })
    expect(again.verdict.kind).toBe('existing')
    expect([sources.length, files.length]).toEqual([1, 1])
    expect(sources[0]?.seq).toBeGreaterThan(before?.seq ?? Number.POSITIVE_INFINITY)
    expect(sources[0]?.fetchedAt).toBe('2026-02-02T00:00:00.000Z')
    expect(sources[0]?.firstSeenAt).toBe(before?.firstSeenAt)
  })

  test('with a second URL keep both, and a lookup of either finds the image', async () => {
    const { library, client } = await openLibrary()
    const hash = hashOf(await store(library, 'same', { url: first }))
    const again = await store(library, 'same', { url: second })
    expect(again.verdict.kind).toBe('urlAdded')
    expect(again.entry?.url).toBe(second)
    for (const url of [first, second])
      expect(await library.entries.lookup(url)).toMatchObject({ url, contentHash: hash })
    expect(await library.entries.lookup('https://example.org/other.png')).toBeUndefined()
    expect((await client.images.list({})).items).toMatchObject([{ hash, sourceCount: 2 }])
  })

  test('from another client or under another filename are further sources of the same file', async () => {
    const { library, client } = await openLibrary()
    const hash = hashOf(await store(library, 'same', { url: first }))
    await store(library, 'same', { url: first, clientName: 'other' })
    await store(library, 'same', { url: first, clientName: 'other', filename: 'renamed.png' })
    const { sources, files } = await client.images.get({ hash })
    expect(sources.map(({ clientName, filename }) => `${clientName} ${filename}`)).toEqual([
      'other renamed.png',
      'other first.png',
      'scraper first.png',
    ])
    expect(files.map(({ name }) => name)).toEqual(['first.png'])
  })

  test('twenty times at once are one image with twenty URLs, added once', async () => {
    const { library, client, directory } = await openLibrary()
    const bytes = await png(4)
    const urls = Array.from({ length: 20 }, (_, i) => `https://example.org/${i}.png`)
    const stored = await Promise.all(urls.map((url) => store(library, bytes, { url })))
    const kinds = stored.map(({ verdict }) => verdict.kind)
    expect([
      kinds.filter((kind) => kind === 'added').length,
      kinds.filter((kind) => kind === 'urlAdded').length,
    ]).toEqual([1, 19])
    expect(new Set(stored.map(hashOf)).size).toBe(1)
    const { sources, files } = await client.images.get({ hash: hashOf(stored[0] as (typeof stored)[number]) })
    expect(sources.map(({ url }) => url).sort()).toEqual(urls.sort())
    expect(files.length).toBe(1)
    expect((await blobsOnDisk(directory)).length).toBe(1)
    expect(await temporaryFiles(directory)).toEqual([])
  })

  test('bring back a blob that is gone', async () => {
    const { library, directory } = await openLibrary()
    const hash = hashOf(await store(library, 'precious'))
    await rm(blobPath(directory, hash))
    expect((await store(library, 'precious')).verdict.kind).toBe('existing')
    expect(await readFile(blobPath(directory, hash), 'utf8')).toBe('precious')
  })

  test('make a blob whole that was cut off', async () => {
    const { library, directory } = await openLibrary()
    const hash = hashOf(await store(library, 'precious'))
    await truncate(blobPath(directory, hash), 3)
    await store(library, 'precious')
    expect(await readFile(blobPath(directory, hash), 'utf8')).toBe('precious')
    expect(await temporaryFiles(directory)).toEqual([])
  })
})

describe('the name of a file', () => {
  const nameOf = async (bytes: string | Uint8Array, source: { url: string; filename?: string }) => {
    const { library, client } = await openLibrary()
    return (await client.images.get({ hash: hashOf(await store(library, bytes, source)) })).name
  }

  test('is the filename that the client gave', async () => {
    expect(await nameOf('x', { url: first, filename: 'given.png' })).toBe('given.png')
  })

  test('is else the last part of the URL, decoded and without its query', async () => {
    expect(await nameOf('x', { url: 'https://example.org/a/caf%C3%A9%20au%20lait.png?w=1#top' })).toBe(
      'café au lait.png',
    )
  })

  test('is else made of the content hash and the format', async () => {
    expect(await nameOf(await png(5), { url: 'https://example.org/' })).toMatch(/^[0-9a-f]{16}\.png$/)
    expect(await nameOf(await png(5), { url: 'paste:2026-01-01T00:00:00.000Z' })).toMatch(/^[0-9a-f]{16}\.png$/)
  })

  test('holds no separators, no control characters and no way upwards', async () => {
    expect(await nameOf('x', { url: first, filename: '../../etc/pass\u0000wd' })).toBe('.._.._etc_pass_wd')
    expect(await nameOf('x', { url: 'https://example.org/a%2F..%2Fb.png' })).toBe('a_.._b.png')
    expect(await nameOf('x', { url: first, filename: '..' })).toBe('first.png')
  })

  test('is cut to a length that every file system takes', async () => {
    const name = await nameOf('x', { url: first, filename: `${'é'.repeat(400)}.png` })
    expect([...name].length).toBeLessThanOrEqual(200)
  })

  test('is made unique when another image has it', async () => {
    const { library, client } = await openLibrary()
    for (const bytes of ['one', 'two', 'three']) await store(library, bytes, { url: first })
    const names = (await client.images.list({})).items.map(({ name }) => name)
    expect(new Set(names).size).toBe(3)
    expect(names.at(-1)).toBe('first.png')
    for (const name of names.slice(0, 2)) expect(name).toMatch(/^first-[0-9a-f]{8}\.png$/)
  })
})

describe('the time of fetching', () => {
  test.each([
    ['2026-05-06T07:08:09Z', '2026-05-06T07:08:09.000Z'],
    ['2026-05-06T07:08:09.123456+02:00', '2026-05-06T05:08:09.123Z'],
    ['2026-05-06', '2026-05-06T00:00:00.000Z'],
  ])('%s is kept as %s', async (fetchedAt, kept) => {
    const { library } = await openLibrary()
    expect((await store(library, 'x', { fetchedAt })).entry?.fetchedAt).toBe(kept)
  })
})

describe('a file of this computer', () => {
  test('is stored as its bytes are, and stays where it is', async () => {
    const { library, directory } = await openLibrary()
    const path = join(await temporaryFolder(), 'Mine.PNG')
    const bytes = await png(6)
    await writeFile(path, bytes)
    const stored = await library.storeFile(path, { url: pathToFileURL(path).href, clientName: 'magpie' })
    expect(stored.verdict).toMatchObject({ kind: 'added', name: 'Mine.PNG' })
    expect(await readFile(path)).toEqual(bytes)
    await writeFile(path, 'changed later')
    expect(await readFile(blobPath(directory, hashOf(stored)))).toEqual(bytes)
  })

  test('that may only be read is stored like any other, readable for its owner alone', async () => {
    const { library, directory } = await openLibrary()
    const path = join(await temporaryFolder(), 'read-only.png')
    await writeFile(path, await png(8), { mode: 0o444 })
    const stored = await library.storeFile(path, { url: pathToFileURL(path).href, clientName: 'magpie' })
    expect((await stat(blobPath(directory, hashOf(stored)))).mode & 0o777).toBe(0o600)
    expect(await temporaryFiles(directory)).toEqual([])
  })

  test('larger than a chunk has the same content hash as the same bytes by stream', async () => {
    const { library } = await openLibrary()
    const bytes = Buffer.from(Uint8Array.from({ length: 2_500_000 }, (_, i) => (i * 7) % 253))
    const path = join(await temporaryFolder(), 'large.bin')
    await writeFile(path, bytes)
    const byPath = await library.storeFile(path, { url: pathToFileURL(path).href, clientName: 'magpie' })
    const byStream = await library.store(chunksOf(bytes, 777), { url: first, clientName: 'scraper' })
    expect([byPath.verdict.kind, byStream.verdict.kind]).toEqual(['added', 'urlAdded'])
    expect(hashOf(byPath)).toBe(hashOf(byStream))
  })
})
