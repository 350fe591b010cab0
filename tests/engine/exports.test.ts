import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../electron/api/app.ts'
import {
  blobPath,
  hashOf,
  type OpenLibrary,
  openLibrary,
  recordEvents,
  store,
  temporaryFolder,
  until,
} from '../helpers/library.ts'
import { exported, progressOf } from '../helpers/library-exports.ts'
import { encoder, jpeg, paint, png } from '../helpers/pictures.ts'

/** Stores a picture under a name; answers its content hash. */
const add = async ({ library }: OpenLibrary, filename: string, bytes: Uint8Array) =>
  hashOf(await store(library, bytes, { filename, url: `https://example.com/${encodeURIComponent(filename)}` }))

/** What the /media door answers a program that names no formats. */
async function delivered({ library }: OpenLibrary, below: string): Promise<Buffer> {
  const answer = await createApp(library).fetch(new Request(`http://127.0.0.1:8010/media/${below}`))
  return Buffer.from(await answer.arrayBuffer())
}

/** A picture with a hole. */
const pierced = () =>
  encoder(paint(60, 40, (x, y) => [x * 255, y * 255, 9, x > 0.5 ? 255 : 0], 4))
    .png()
    .toBuffer()

describe('an export without a transformation', () => {
  test('copies the original bytes under the pictures’ own names', async () => {
    const opened = await openLibrary()
    const folder = await temporaryFolder()
    const [first, second, text] = [await jpeg(1), await png(2), Buffer.from('no picture at all')]
    const hashes = [await add(opened, 'tower é.JPG', first), await add(opened, 'lake', second)]
    hashes.push(await add(opened, 'notes.txt', text))
    const { client } = opened
    const progress = await exported(client, client.exports.start({ hashes, transformation: '', folder }))
    expect(progress).toMatchObject({ state: 'done', total: 3, done: 3, failed: 0, failures: [], transformation: '' })
    expect(progress.byteSize).toBe(first.length + second.length + text.length)
    expect((await readdir(folder)).sort()).toEqual(['lake.png', 'notes.txt', 'tower é.JPG'])
    expect(await readFile(join(folder, 'tower é.JPG'))).toEqual(first)
    expect(await readFile(join(folder, 'notes.txt'))).toEqual(text)
    await writeFile(join(folder, 'tower é.JPG'), 'changed by its new owner')
    expect(await readFile(blobPath(opened.directory, hashes[0] ?? ''))).toEqual(first)
  })

  test('overwrites nothing: equal names are numbered', async () => {
    const opened = await openLibrary()
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'image.png'), 'was here before')
    await mkdir(join(folder, 'image (3).png'))
    const names = ['image.png', 'image.jpg', 'image.webp', 'image.gif', 'image']
    const hashes = await Promise.all(names.map(async (name, seed) => add(opened, name, await png(seed))))
    const { client } = opened
    const wish = { hashes: [...hashes, ...hashes], transformation: 'f-png', folder }
    expect(await exported(client, client.exports.start(wish))).toMatchObject({ state: 'done', total: 5, failed: 0 })
    const written = [2, 4, 5, 6, 7].map((number) => `image (${number}).png`)
    expect((await readdir(folder)).sort()).toEqual([...written, 'image (3).png', 'image.png'].sort())
    expect(await readFile(join(folder, 'image.png'), 'utf8')).toBe('was here before')
    const sorted = async (all: Promise<Buffer>[]) => (await Promise.all(all)).sort(Buffer.compare)
    const expected = hashes.map((hash) => delivered(opened, `tr:f-png/${hash}`))
    expect(await sorted(written.map((name) => readFile(join(folder, name))))).toEqual(await sorted(expected))
  })
})

describe('an export with a transformation', () => {
  test('writes the bytes that /media answers, with the extension of their type', async () => {
    const opened = await openLibrary()
    const folder = await temporaryFolder()
    const opaque = await add(opened, 'a.b.png', await png(1, 300, 200))
    const holed = await add(opened, 'holed.gif', await pierced())
    const { client } = opened
    for (const transformation of ['w-90,h-60', 'w-50:rt-90', 'w-40,f-webp,q-50', 'l-text,i-Hello,fs-20,l-end'])
      await exported(client, client.exports.start({ hashes: [opaque, holed], transformation, folder }))
    const expected: [string, string][] = [
      ['a.b.jpg', `tr:w-90,h-60/${opaque}`],
      ['holed.png', `tr:w-90,h-60/${holed}`],
      ['a.b (2).jpg', `tr:w-50:rt-90/${opaque}`],
      ['holed.webp', `tr:w-40,f-webp,q-50/${holed}`],
      ['a.b (3).jpg', `tr:l-text,i-Hello,fs-20,l-end/${opaque}`],
    ]
    for (const [name, below] of expected)
      expect([name, await readFile(join(folder, name))]).toEqual([name, await delivered(opened, below)])
    expect(await readdir(folder)).toHaveLength(8)
  })

  test('leaves an SVG that nothing is done to as it is', async () => {
    const opened = await openLibrary()
    const folder = await temporaryFolder()
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="9" height="9"/></svg>',
    )
    const hashes = [await add(opened, 'sign.svg', svg)]
    const { client } = opened
    await exported(client, client.exports.start({ hashes, transformation: 'f-auto', folder }))
    await exported(client, client.exports.start({ hashes, transformation: 'w-10', folder }))
    expect(await readFile(join(folder, 'sign.svg'))).toEqual(svg)
    expect(await sharp(join(folder, 'sign.png')).metadata()).toMatchObject({ width: 10, height: 5 })
  })

  test('tells of each picture that cannot be transformed, and goes on with the others', async () => {
    const opened = await openLibrary()
    const folder = await temporaryFolder()
    const whole = await jpeg(3, 800, 600)
    const damaged = await add(opened, 'torn.jpg', whole.subarray(0, 300))
    const text = await add(opened, 'notes.jpg', Buffer.from('no picture'))
    const lost = await add(opened, 'lost.jpg', await jpeg(4))
    const good = [await add(opened, 'one.jpg', whole), await add(opened, 'two.png', await png(5))]
    await rm(blobPath(opened.directory, lost))
    const { client } = opened
    const hashes = [damaged, text, ...good, lost, 'f'.repeat(64)]
    const progress = await exported(client, client.exports.start({ hashes, transformation: 'w-50', folder }))
    expect(progress).toMatchObject({ state: 'done', total: 6, done: 6, failed: 4 })
    expect((await readdir(folder)).sort()).toEqual(['one.jpg', 'two.jpg'])
    const messages = Object.fromEntries(progress.failures.map(({ name, message }) => [name, message]))
    expect(Object.keys(messages).sort()).toEqual(['ffffffffffff', 'lost.jpg', 'notes.jpg', 'torn.jpg'])
    for (const message of Object.values(messages)) expect(message).toMatch(/^[A-Z].*[a-z]/)
    const copied = await exported(client, client.exports.start({ hashes: [lost], transformation: '', folder }))
    expect(copied.failures).toMatchObject([{ name: 'lost.jpg', message: expect.stringMatching(/missing/) }])
  })

  test('refuses values that are malformed where the settings are strict', async () => {
    const opened = await openLibrary()
    const folder = await temporaryFolder()
    const hashes = [await add(opened, 'a.png', await png(1))]
    const { client } = opened
    await client.transformations.configure({ strict: true, origins: [], named: { small: 'w-20' } })
    const failed = await exported(client, client.exports.start({ hashes, transformation: 'w-9,rt-x', folder }))
    expect(failed).toMatchObject({ failed: 1, failures: [{ message: expect.stringMatching(/rt-x/) }] })
    await exported(client, client.exports.start({ hashes, transformation: 'n-small', folder }))
    expect(await sharp(join(folder, 'a.jpg')).metadata()).toMatchObject({ width: 20 })
  })

  test('is not kept among what is rendered for others', async () => {
    const opened = await openLibrary()
    const folder = await temporaryFolder()
    const hashes = [await add(opened, 'a.png', await png(1))]
    const { client, directory } = opened
    await exported(client, client.exports.start({ hashes, transformation: 'w-77', folder }))
    expect(await readdir(join(directory, 'variants')).catch(() => [])).toEqual([])
  })
})

describe('an export that cannot begin is refused', () => {
  test.each([
    ['w-100,,h', 'transformation'],
    ['l-image,i-a', 'transformation'],
  ])('for the steps “%s”', async (transformation, field) => {
    const { client } = await openLibrary()
    const folder = await temporaryFolder()
    const start = client.exports.start({ hashes: ['a'.repeat(64)], transformation, folder })
    await expect(start).rejects.toMatchObject({
      code: 'invalid',
      field,
      message: expect.stringMatching(/character \d/),
    })
    expect(await client.exports.list({})).toEqual([])
  })

  test('for a folder that takes nothing', async () => {
    const { client, directory } = await openLibrary()
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'file'), '')
    await mkdir(join(folder, 'closed'), { mode: 0o500 })
    // Nobody is kept out by permissions where root runs this.
    const closed = process.getuid?.() === 0 ? '/sys' : join(folder, 'closed')
    const bad = ['pictures', './x', join(folder, 'nowhere'), join(folder, 'file'), closed, directory]
    for (const one of [...bad, join(directory, 'blobs'), join(folder, 'file', 'x')])
      await expect(
        [one, client.exports.start({ hashes: ['a'.repeat(64)], transformation: '', folder: one })][1],
      ).rejects.toMatchObject({
        field: 'folder',
        message: expect.stringMatching(/choose|whole path/),
      })
    expect(await readdir(folder)).toEqual(['closed', 'file'])
  })
})

describe('an export under way', () => {
  /** A library with pictures that take a moment each. */
  async function openSlow(count: number) {
    const opened = await openLibrary()
    const seeds = Array.from({ length: count }, (_, seed) => seed)
    const hashes: string[] = []
    for (const seed of seeds) hashes.push(await add(opened, `${seed}.jpg`, await jpeg(seed, 900, 700)))
    return { opened, hashes }
  }

  test('tells how far it is, is stopped, and leaves whole files only', async () => {
    const { opened, hashes } = await openSlow(30)
    const folder = await temporaryFolder()
    const { client, library } = opened
    const events = recordEvents(library)
    const { job } = await client.exports.start({ hashes, transformation: 'w-800,f-avif', folder })
    expect(await progressOf(client, job)).toMatchObject({ state: 'running', total: 30, folder })
    await until(async () => (await progressOf(client, job)).done > 0, 60)
    expect(await client.exports.cancel({ job })).toEqual({ cancelled: true })
    await until(async () => (await progressOf(client, job)).state !== 'running', 60)
    const progress = await progressOf(client, job)
    expect(progress.state).toBe('cancelled')
    expect(progress.done).toBeLessThan(30)
    const names = await readdir(folder)
    expect(names).toHaveLength(progress.done)
    for (const name of names) expect((await sharp(join(folder, name)).stats()).channels).toHaveLength(3)
    expect(await client.exports.cancel({ job })).toEqual({ cancelled: false })
    const told = events.filter(({ type }) => type === 'exports.progressed')
    expect(told.at(-1)).toEqual({ type: 'exports.progressed', revision: library.revision, progress })
    await expect(client.exports.cancel({ job: 'x' })).rejects.toMatchObject({ code: 'notFound', field: 'job' })
  })

  test('lets pictures in meanwhile, and their previews out', async () => {
    const { opened, hashes } = await openSlow(40)
    const folder = await temporaryFolder()
    const { client } = opened
    const { job } = await client.exports.start({ hashes, transformation: 'w-800,f-avif', folder })
    const added = await add(opened, 'new.png', await png(99))
    expect((await delivered(opened, `tr:w-20/${added}`)).length).toBeGreaterThan(0)
    expect((await progressOf(client, job)).state).toBe('running')
    await client.exports.cancel({ job })
  })

  test('ends when the library is closed, with whole files only', async () => {
    const { opened, hashes } = await openSlow(10)
    const folder = await temporaryFolder()
    await opened.client.exports.start({ hashes, transformation: 'w-800,f-avif', folder })
    await opened.close()
    for (const name of await readdir(folder)) {
      expect(name).toMatch(/^\d\.avif$/)
      expect((await stat(join(folder, name))).size).toBeGreaterThan(0)
    }
  })

  test('of thousands of pictures keeps the last hundred failures', async () => {
    const { client } = await openLibrary()
    const folder = await temporaryFolder()
    const hashes = Array.from({ length: 3000 }, (_, i) => i.toString(16).padStart(64, '0'))
    const progress = await exported(client, client.exports.start({ hashes, transformation: 'w-9', folder }))
    expect(progress).toMatchObject({ state: 'done', total: 3000, done: 3000, failed: 3000, byteSize: 0 })
    expect(progress.failures).toHaveLength(100)
    expect((await client.exports.list({})).map(({ id }) => id)).toEqual([progress.id])
  })
})
