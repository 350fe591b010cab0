import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  blobsOnDisk,
  chunksOf,
  failureOf,
  hashesInIndex,
  hashOf,
  type OpenLibrary,
  openLibrary,
  store,
  temporaryFiles,
} from '../helpers/library.ts'
import { jpeg, png } from '../helpers/pictures.ts'

const source = { url: 'https://example.org/a.png', clientName: 'scraper' }
let opened: OpenLibrary

beforeEach(async () => {
  opened = await openLibrary()
})

/** Whatever a test refused, nothing of it may lie anywhere, and storing goes on. */
afterEach(async () => {
  const { library, directory } = opened
  expect(await temporaryFiles(directory)).toEqual([])
  expect(await blobsOnDisk(directory)).toEqual(hashesInIndex(directory))
  expect((await store(library, 'the next bytes')).verdict.kind).toBe('added')
})

/** Chunks, and then an error, as a connection that breaks gives them. */
async function* broken(): AsyncGenerator<Uint8Array> {
  yield* chunksOf('the first half')
  throw new Error('the connection broke')
}

test('zero bytes are refused', async () => {
  const failure = await failureOf(store(opened.library, ''))
  expect(failure).toMatchObject({ code: 'invalid', field: 'file' })
  expect(failure.message).toMatch(/empty/)
})

test('bytes over the limit are refused with the limit named, and bytes of exactly the limit are stored', async () => {
  const failure = await failureOf(store(opened.library, Buffer.alloc(200_001), {}, { limit: 200_000 }))
  expect(failure).toMatchObject({ code: 'tooLarge', field: 'file' })
  expect(failure.message).toMatch(/0\.2 MiB/)
  expect((await store(opened.library, Buffer.alloc(200_000), {}, { limit: 200_000 })).verdict.kind).toBe('added')
})

test('a stream over the limit is not read to its end', async () => {
  let read = 0
  async function* endless() {
    for (;;) {
      read += 10_000
      yield Buffer.alloc(10_000)
    }
  }
  expect((await failureOf(opened.library.store(endless(), source, { limit: 100_000 }))).code).toBe('tooLarge')
  expect(read).toBeLessThanOrEqual(120_000)
})

test('bytes whose source turns out wrong are given up with the source’s error', async () => {
  const wrong = Promise.reject(new Error('no url was given'))
  await expect(opened.library.store(chunksOf('bytes'), wrong)).rejects.toThrow('no url was given')
})

test.each([
  ['a time that is none', { fetchedAt: 'yesterday' }, 'fetchedAt'],
  ['a URL longer than any', { url: `https://example.org/${'é'.repeat(20_000)}` }, 'url'],
  ['an empty URL', { url: '' }, 'url'],
  ['a URL with a NUL character', { url: 'https://example.org/\0.png' }, 'url'],
])('bytes that come with %s are refused, and those stored beside them are not', async (_, wrong, field) => {
  const good = store(opened.library, 'good')
  expect(await failureOf(store(opened.library, 'bad', wrong))).toMatchObject({ code: 'invalid', field })
  expect((await good).verdict.kind).toBe('added')
})

test('a source that is known only after the bytes is waited for', async () => {
  const late = new Promise<typeof source>((resolve) => setTimeout(() => resolve(source), 50))
  expect((await opened.library.store(chunksOf('bytes'), late)).entry?.url).toBe(source.url)
})

test('a stream that breaks leaves nothing', async () => {
  await expect(opened.library.store(broken(), source)).rejects.toThrow('the connection broke')
})

test('a store that is stopped half-way fails as cancelled and leaves nothing', async () => {
  const stop = new AbortController()
  async function* stopped() {
    yield* chunksOf('the first half')
    stop.abort()
    yield* chunksOf('the second half')
  }
  expect((await failureOf(opened.library.store(stopped(), source, { signal: stop.signal }))).code).toBe('cancelled')
})

test('a store that was stopped before it began fails as cancelled', async () => {
  const options = { signal: AbortSignal.abort() }
  expect((await failureOf(store(opened.library, 'bytes', {}, options))).code).toBe('cancelled')
})

test('a file that is not there is a failure that says so', async () => {
  const failure = await failureOf(opened.library.storeFile('/nowhere/at/all.png', source))
  expect(failure).toMatchObject({ code: 'unreadable' })
})

test('a folder given as a file is a failure that says so', async () => {
  expect((await failureOf(opened.library.storeFile(opened.directory, source))).code).toBe('unreadable')
})

test('of many stores at once, only the bad ones fail', async () => {
  const good = Array.from({ length: 12 }, (_, i) =>
    store(opened.library, `good ${i}`, { url: `https://example.org/${i}` }),
  )
  const bad = [store(opened.library, ''), opened.library.store(broken(), source)].map((one) =>
    one.catch(() => 'failed'),
  )
  expect(await Promise.all(bad)).toEqual(['failed', 'failed'])
  expect(new Set((await Promise.all(good)).map(hashOf)).size).toBe(12)
})

test('a store under way when the library is closed is finished with its pixels, or refused', async () => {
  const { library, directory, close } = opened
  const pictures = await Promise.all(Array.from({ length: 24 }, (_, i) => (i % 2 ? png(i) : jpeg(i))))
  const under = pictures.map((bytes, i) =>
    store(library, bytes, { url: `https://example.org/${i}` }).catch(() => undefined),
  )
  await Promise.race(under)
  await close()
  const finished = (await Promise.all(under)).filter((stored) => stored !== undefined)
  opened = await openLibrary({ directory })
  const details = await Promise.all(finished.map((stored) => opened.client.images.get({ hash: hashOf(stored) })))
  expect(details.filter(({ decode }) => decode.status !== 'ok')).toEqual([])
  expect(hashesInIndex(directory)).toEqual(finished.map(hashOf).sort())
})
