import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { options } from '#shared/imagekit/names.ts'
import { type Doors, makePicture, openDoors, pictureForm } from '../helpers/api-doors.ts'

let doors: Doors
beforeAll(async () => {
  doors = await openDoors('a socket', { log: (message, cause) => complaints.push([message, cause]) })
  const body = pictureForm(await makePicture(1), { url: 'https://example.com/a.png', client_name: 'tester' }, 'a.png')
  await doors.ask('/images', { method: 'POST', body })
})
afterAll(() => doors.close())

const complaints: unknown[] = []

/** Asks inside this process, past the limits of the port. */
async function ask(below: string) {
  const answer = await doors.app.fetch(new Request(`${doors.base}/media/${below}`))
  return { status: answer.status, code: answer.headers.get('ik-error'), body: await answer.text() }
}

const fine = [200, 304, 400, 401, 404]

test('whatever stands behind the endpoint, the answer is one that tells', async () => {
  const parts = fc.constantFrom(
    ...'/,:?&=%-.#'.split(''),
    'tr:',
    'tr=',
    'a.png',
    'l-',
    'l-image',
    'l-end',
    'if-',
    'w-9',
    'ik-s=',
    'https:/',
  )
  const texts = fc.array(fc.oneof(parts, fc.string({ unit: 'grapheme', maxLength: 3 })), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(texts, async (pieces) => {
      const { status, code } = await ask(pieces.join('').toWellFormed())
      expect(fine).toContain(status)
      if (status >= 400 && code) expect(code).toMatch(/^[A-Z]+ - [\x20-\x7e]+$/)
    }),
    { numRuns: 300 },
  )
  expect(complaints).toEqual([])
})

test('every code with any value is rendered, ignored or refused', async () => {
  const values = fc.oneof(
    fc.constantFrom('', '0', '-1', '1e9', 'NaN', 'N5', 'auto', 'iw_div_0', 'true', '9', '1-0', '000000', 'a@@b', '9_9'),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  )
  const codes = fc.constantFrom(...options.map(({ code }) => code))
  const item = fc.tuple(codes, values).map(([code, value]) => `${code}-${value}`)
  await fc.assert(
    fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 3 }), async (items) => {
      const { status } = await ask(`a.png?tr=${encodeURIComponent(['w-20', ...items].join(',').toWellFormed())}`)
      expect([items, fine.includes(status)]).toEqual([items, true])
    }),
    { numRuns: 150 },
  )
  expect(complaints).toEqual([])
}, 120_000)

test.each([
  ['10,000 steps', `tr:${'w-10:w-11:'.repeat(5000)}h-5/a.png`],
  ['layers thirty deep', `tr:${'l-image,i-a.png,'.repeat(30)}${'l-end,'.repeat(29)}l-end/a.png`],
  ['a layer that is never closed', 'tr:l-image,i-a.png,w-1/a.png'],
  ['a crop outside the picture', 'tr:cm-extract,w-10,h-10,x-5000,y-5000/a.png'],
  ['hosted AI', 'tr:e-bgremove/a.png'],
  ['video', 'tr:so-5/a.png'],
])('%s is a bad request', async (_, below) => {
  expect(await ask(below)).toMatchObject({ status: 400, code: expect.stringMatching(/^E[A-Z]+ - ./) })
})

test('a size beyond all bounds, a division by zero and a picture over itself are answered', async () => {
  for (const below of ['tr:w-1e9,h-9/a.png', 'tr:w-iw_div_0,h-9/a.png', 'tr:w-9,l-image,i-a.png,w-5,l-end/a.png'])
    expect([below, fine.includes((await ask(below)).status)]).toEqual([below, true])
})

test('a URL longer than the port takes is refused by the port', async () => {
  expect((await doors.ask(`/media/tr:${'w-10:'.repeat(10_000)}h-5/a.png`)).status).toBe(431)
  expect((await doors.ask('/media/tr:w-9/a.png')).status).toBe(200)
})
