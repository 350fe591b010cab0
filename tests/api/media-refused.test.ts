import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '#shared/client.ts'
import type { LibraryEvent } from '#shared/events.ts'
import { type Doors, makePicture, openDoors, pictureForm } from '../helpers/api-doors.ts'
import { askRaw, writeRequest } from '../helpers/api-sockets.ts'
import { clientOf } from '../helpers/library.ts'

let doors: Doors
let client: Client
let announced: string[]
beforeAll(async () => {
  doors = await openDoors('a socket', { token: 'secret' })
  client = clientOf(doors.library)
  const body = pictureForm(await makePicture(1), { url: 'https://example.com/a.png', client_name: 'tester' }, 'a.png')
  await doors.ask('/images', { method: 'POST', body, headers: { authorization: 'Bearer secret' } })
  doors.library.listen((event: LibraryEvent) => {
    if (event.type === 'transformations.refused') announced.push(event.origin)
  })
})
afterAll(() => doors.close())
beforeEach(async () => {
  announced = []
  const listed = (await client.transformations.refused({})).map(({ origin }) => origin)
  await allow(listed)
  expect(await client.transformations.refused({})).toEqual([])
  await allow([])
})

const allow = (origins: string[]) => client.transformations.configure({ strict: false, origins, named: {} })
const ask = (below: string, ...headers: string[]) =>
  askRaw(doors.port, writeRequest(`GET /k/secret${below}`, [`Host: localhost:${doors.port}`, ...headers]))
const refused = () => client.transformations.refused({})

const page = 'http://localhost:3000'

test('a page that was refused is listed, with what it asked for last, and announced once', async () => {
  expect((await ask('/media/tr:w-9/a.png', `Origin: ${page}`)).status).toBe(403)
  expect((await ask('/media/a.png?x=1', `Referer: ${page}/page?secret`, 'Sec-Fetch-Site: same-site')).status).toBe(403)
  const url = `http://localhost:${doors.port}/media/a.png?x=1`
  expect(await refused()).toEqual([{ origin: page, count: 2, lastAt: expect.any(String), url }])
  const [{ lastAt } = { lastAt: '' }] = await refused()
  expect(Math.abs(Date.parse(lastAt) - Date.now())).toBeLessThan(60_000)
  expect(announced).toEqual([page])
})

test('of several pages the latest is the first', async () => {
  for (const port of [1, 2, 3, 1]) await ask('/media/a.png', `Origin: http://localhost:${port}`)
  expect((await refused()).map(({ origin, count }) => [origin, count])).toEqual([
    ['http://localhost:1', 2],
    ['http://localhost:3', 1],
    ['http://localhost:2', 1],
  ])
})

test('a page that is allowed is no longer listed, and is news when it is refused again', async () => {
  const asking = () => ask('/media/a.png', `Origin: ${page}`)
  await asking()
  await allow([page])
  expect(await refused()).toEqual([])
  expect((await asking()).status).toBe(200)
  expect(await refused()).toEqual([])
  await allow([])
  expect(await refused()).toEqual([])
  await asking()
  expect(await refused()).toMatchObject([{ origin: page, count: 1 }])
  expect(announced).toEqual([page, page])
})

test('a page that was allowed and taken off again without asking meanwhile is news, too', async () => {
  await ask('/media/a.png', `Origin: ${page}`)
  await allow([page])
  await client.history.undo({})
  await ask('/media/a.png', `Origin: ${page}`)
  expect(await refused()).toMatchObject([{ origin: page, count: 1 }])
  expect(announced).toEqual([page, page])
})

test('who is let in, who tells no origin and who asks for anything else is not listed', async () => {
  const { url } = await client.transformations.sign({
    url: `${doors.base}/k/secret/media/a.png`,
    urlEndpoint: `${doors.base}/k/secret/media`,
  })
  expect((await ask(url.slice(`${doors.base}/k/secret`.length), `Origin: ${page}`)).status).toBe(200)
  await ask('/media/a.png')
  await ask('/media/a.png', `Referer: http://localhost:${doors.port}/`)
  await ask('/media/a.png', 'Sec-Fetch-Site: cross-site')
  await ask('/media/a.png', 'Origin: null')
  await ask('/media/a.png', 'Referer: about:blank')
  await ask('/media/a.png', 'Origin: chrome-extension://abcdef')
  await ask('/media/a.png', `Origin: http://${'x'.repeat(400)}.example`)
  await ask('/images/search?url_contains=a', `Origin: ${page}`)
  await ask('/health', `Origin: ${page}`)
  expect(await refused()).toEqual([])
  expect(announced).toEqual([])
})

test('thousands of invented origins leave fifty, a few announcements, and the pages that ask on', async () => {
  for (let i = 0; i < 300; i++) {
    await ask(`/media/${'a'.repeat(3000)}`, `Origin: http://${i}.evil.example`)
    if (i % 40 === 0) await ask('/media/a.png', `Origin: ${page}`)
  }
  const listed = await refused()
  expect(listed).toHaveLength(50)
  expect(listed[0]?.origin).toBe('http://299.evil.example')
  expect(listed).toContainEqual(expect.objectContaining({ origin: page }))
  expect(Math.max(...listed.map(({ url }) => url.length))).toBeLessThanOrEqual(2048)
  expect(announced.length).toBeLessThanOrEqual(50)
})

test('the refusal tells the page’s origin, and where it is allowed in one click', async () => {
  const { body } = await ask('/media/a.png', `Origin: ${page}`)
  expect(body).toContain(page)
  expect(body).toMatch(/transformation room.*one click/)
  expect((await ask('/media/a.png', 'Sec-Fetch-Site: cross-site')).body).toMatch(/does not tell its origin/)
})
