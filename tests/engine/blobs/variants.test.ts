import { mkdir, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openVariants, type Variant } from '../../../electron/engine/blobs/variants.ts'
import { temporaryFolder, until } from '../../helpers/library.ts'

const keyOf = (number: number) => number.toString(16).padStart(32, '0')

/** More than is kept in memory. */
const large = 600 * 1024

function variantOf(number: number, size = 1000): Variant {
  return { bytes: new Uint8Array(size).fill(number), contentType: 'image/webp', width: number, height: 2 }
}

async function open(directory: string, limit = 2 ** 30) {
  await mkdir(join(directory, 'tmp'), { recursive: true })
  const variants = openVariants({ directory, limit })
  let made = 0
  const get = (number: number, size?: number) =>
    variants.get(keyOf(number), async () => {
      made++
      return variantOf(number, size)
    })
  onTestFinished(variants.close)
  return { variants, get, made: () => made, close: variants.close }
}

const names = async (directory: string) => (await readdir(join(directory, 'variants')).catch(() => [])).sort()

test.each([1000, large])('a variant of %i bytes is made once, and found again after a restart', async (size) => {
  const directory = await temporaryFolder()
  const first = await open(directory)
  expect(await first.get(1, size)).toEqual(variantOf(1, size))
  expect(await first.get(1, size)).toEqual(variantOf(1, size))
  expect(first.made()).toBe(1)
  await first.close()
  const second = await open(directory)
  const { bytes, ...facts } = await second.get(1, size)
  expect({ ...facts, bytes: new Uint8Array(bytes) }).toEqual(variantOf(1, size))
  expect(second.made()).toBe(0)
  expect(await readdir(join(directory, 'tmp'))).toEqual([])
})

test('the folder holds what fits: what was used longest ago makes room', async () => {
  const directory = await temporaryFolder()
  const variants = await open(directory, 3.5 * large)
  for (const number of [1, 2, 3, 1, 4]) await variants.get(number, large)
  await variants.close()
  expect(await names(directory)).toEqual([1, 3, 4].map(keyOf))
})

test('what was used longest ago is known after a restart, too', async () => {
  const directory = await temporaryFolder()
  const first = await open(directory)
  for (const number of [1, 2, 3]) await first.get(number, large)
  await first.close()
  for (const [at, number] of [3, 1, 2].entries())
    await utimes(join(directory, 'variants', keyOf(number)), 1e9, 1e9 + at)
  const second = await open(directory)
  await second.get(3, large)
  await second.close()
  const third = await open(directory, 2.5 * large)
  await third.variants.drop(new Set())
  await third.close()
  expect(await names(directory)).toEqual([2, 3].map(keyOf))
})

test('what does not fit at all is answered and not kept', async () => {
  const directory = await temporaryFolder()
  const variants = await open(directory, 1000)
  expect((await variants.get(1, large)).width).toBe(1)
  await variants.close()
  expect(await names(directory)).toEqual([])
})

test('damaged files are made again, and the folder may be deleted at any time', async () => {
  const directory = await temporaryFolder()
  const folder = join(directory, 'variants')
  const variants = await open(directory)
  for (const number of [1, 2, 3, 4]) await variants.get(number, large)
  await variants.close()
  const again = await open(directory)
  await truncate(join(folder, keyOf(1)), large / 2)
  await writeFile(join(folder, keyOf(2)), 'not a variant')
  const bytes = await readFile(join(folder, keyOf(3)))
  bytes[bytes.length - 1] = 9
  await writeFile(join(folder, keyOf(3)), bytes)
  for (const number of [1, 2, 3, 4]) expect((await again.get(number, large)).bytes.at(-1)).toBe(number)
  expect(again.made()).toBe(3)
  await again.close()
  await rm(folder, { recursive: true })
  expect((await again.get(4, large)).width).toBe(4)
  await again.close()
  expect(await names(directory)).toEqual([keyOf(4)])
})

test('other files of the folder are left alone', async () => {
  const directory = await temporaryFolder()
  await mkdir(join(directory, 'variants'), { recursive: true })
  await writeFile(join(directory, 'variants', 'notes.txt'), 'x'.repeat(5000))
  const variants = await open(directory, 10)
  await variants.get(1)
  await variants.close()
  expect(await names(directory)).toEqual(['notes.txt'])
})

test('where the disk takes nothing the picture is answered all the same', async () => {
  const directory = await temporaryFolder()
  await writeFile(join(directory, 'variants'), 'a file where the folder should be')
  const variants = await open(directory)
  expect((await variants.get(1, large)).width).toBe(1)
})

test('equal requests under way are rendered once, and who leaves does not end it for the others', async () => {
  const { variants } = await open(await temporaryFolder())
  const rendering = Promise.withResolvers<Variant>()
  const signals: AbortSignal[] = []
  const ask = (signal?: AbortSignal) => {
    const make = (given: AbortSignal) => {
      signals.push(given)
      return rendering.promise
    }
    return variants.get(keyOf(1), make, signal)
  }
  const leaving = new AbortController()
  const all = [ask(leaving.signal), ask(), ask()]
  await until(() => signals.length > 0)
  leaving.abort()
  rendering.resolve(variantOf(1))
  const settled = await Promise.allSettled(all)
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
  expect(signals.map(({ aborted }) => aborted)).toEqual([false])
})
