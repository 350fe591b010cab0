import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chunksOf, hashOf, openSharedLibrary } from '../helpers/library.ts'
import { encoder, scene } from '../helpers/pictures.ts'

let open: Awaited<ReturnType<typeof openSharedLibrary>>
let hash: string

beforeAll(async () => {
  open = await openSharedLibrary()
  const photo = await encoder(scene(1, 120, 80))
    .jpeg()
    .toBuffer()
  const source = { url: 'https://example.com/photo.jpg', clientName: 'x', filename: 'photo.jpg' }
  hash = hashOf(await open.library.store(chunksOf(photo), source))
})
afterAll(() => open.remove())

const named = { tiny: 'w-20,shiny-1', wrong: 'w-20:h-900,w-900,cm-extract' }
const configure = (strict: boolean) => open.client.transformations.configure({ strict, origins: [], named })
const check = (transformation: string, picture = '/photo.jpg') =>
  open.client.transformations.check({ picture, transformation })
/** Code, place and severity of every problem. */
const problemsOf = async (transformation: string) =>
  (await check(transformation)).problems.map(({ code, at, severity }) => [code, at.join(), severity])

describe('a check tells', () => {
  test('what comes out, without rendering it', async () => {
    const cropped = {
      hash,
      result: { width: 40, height: 30, contentType: 'image/webp', isOriginal: false },
      problems: [],
    }
    expect(await check('w-40,h-30')).toEqual(cropped)
    expect((await check('w-40,h-30:f-png')).result?.contentType).toBe('image/png')
    const untouched = { width: 120, height: 80, contentType: 'image/jpeg', isOriginal: true }
    for (const original of ['orig-true', '']) expect((await check(original, hash)).result).toEqual(untouched)
    expect((await check('w-40', 'https://example.com/photo.jpg')).hash).toBe(hash)
  })

  test('that the library holds no such picture, unless another stands in for it', async () => {
    const { hash: none, result, problems } = await check('w-40', '/other.jpg')
    expect([none, result]).toEqual([null, null])
    expect(problems).toEqual([
      { at: [], code: 'image', message: expect.stringContaining('/other.jpg'), severity: 'error' },
    ])
    expect(await check('w-40,di-photo.jpg', '/other.jpg')).toMatchObject({ hash, result: { width: 40 }, problems: [] })
    expect((await check('w-40,di-neither.jpg', '/other.jpg')).problems).toHaveLength(1)
  })

  test('that the steps cannot be read', async () => {
    const broken = await check('w-40:l-image,i-photo.jpg')
    expect(broken).toMatchObject({ hash, result: null, problems: [{ at: [], code: 'tr', severity: 'error' }] })
    expect((await check('w-40,,h-9', '/other.jpg')).problems.map(({ code }) => code)).toEqual(['tr', 'image'])
  })
})

describe('a problem leads to', () => {
  test.each([
    ['w-abc', 'w', '0,0'],
    ['w-40:h-20,q-500', 'q', '1,1'],
    ['w-9,w-abc', 'w', '0,1'],
    ['w-40:shiny-1', 'shiny', '1,0'],
    ['e-shadow', 'e-shadow', '0,0'],
    ['dpr-2', 'dpr', '0,0'],
    ['ow-20,oi-photo.jpg,oix-left', 'oix', '0,2'],
    ['w-40,l-text,i-Hi,co-none,l-end', 'co', '0,1,0,1'],
    ['l-text,i-Hi,lx-left,l-end', 'lx', '0,0,0,1'],
    ['l-image,i-photo.jpg,w-9:rt-left,l-end', 'rt', '0,0,1,0'],
    ['l-image,i-photo.jpg,l-text,i-Hi,fs-0,l-end,l-end', 'fs', '0,0,0,1,0,1'],
    ['l-cloud,i-x,l-end', 'l', '0,0'],
    ['w-60:if-w_gt_50,h-9:rt-left,if-else,fl-x,if-end', 'rt', '1,0,1,0'],
    ['w-40:if-w_gt_50,h-9:rt-left,if-else,fl-x,if-end', 'fl', '1,0,2,0'],
    ['if-colour_eq_1,w-10,if-end', 'if', '0,0'],
    ['h-40:n-tiny', 'shiny', '1,0'],
  ])('its item: %s', async (transformation, code, at) => {
    await configure(false)
    expect(await problemsOf(transformation)).toEqual([[code, at, 'warning']])
  })

  test.each([
    ['w-40:w-900,h-900,cm-extract', 'cm', '1,2'],
    ['bg-genfill,w-900,h-90,cm-pad_resize', 'bg', '0,0'],
    ['w-40:e-bgremove', 'e-bgremove', '1,0'],
    ['f-mp4', 'f', '0,0'],
    ['w-40:n-nothing,h-9', 'n', '1,0'],
    ['n-wrong', 'cm', '0,0'],
    ['l-image,i-nothing.jpg,l-end', 'i', '0,0,0,0'],
    ['l-image,i-photo.jpg:w-900,h-900,cm-extract,l-end', 'cm', '0,0,1,2'],
    ['l-video,i-a,l-end', 'l-video', '0,0'],
    ['ow-20,oi-nothing.jpg', 'oi', '0,1'],
  ])('its item, where it leaves no result: %s', async (transformation, code, at) => {
    await configure(false)
    expect(await problemsOf(transformation)).toContainEqual([code, at, 'error'])
    expect((await check(transformation)).result).toBeNull()
  })

  test('its step, where no single item is at fault', async () => {
    await configure(false)
    const many = Array.from({ length: 120 }, (_, index) => `rt-${(index % 80) + 5},w-50`).join(':')
    const [[code, at, severity] = []] = await problemsOf(many)
    expect([code, severity]).toEqual(['tr', 'error'])
    expect(at).toMatch(/^\d+$/)
  })
})

test('what is malformed is an error where the library is strict, and all of it is told', async () => {
  await configure(true)
  expect(await problemsOf('w-abc:q-500,dpr-2')).toEqual([
    ['w', '0,0', 'error'],
    ['dpr', '1,1', 'warning'],
    ['q', '1,0', 'error'],
  ])
  expect((await check('w-abc')).result).toBeNull()
  expect((await check('w-40:dpr-2')).result).not.toBeNull()
})
