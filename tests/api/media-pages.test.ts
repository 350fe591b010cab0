import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Doors, makePicture, openDoors, pictureForm } from '../helpers/api-doors.ts'
import { askRaw, writeRequest } from '../helpers/api-sockets.ts'

const mine = 'http://localhost:3000'
const friend = 'https://friend.example'
const site = (value: string) => `Sec-Fetch-Site: ${value}`

let doors: Doors
beforeAll(async () => {
  doors = await openDoors('a socket', { origins: [friend] })
  const body = pictureForm(await makePicture(1), { url: 'https://example.com/a.png', client_name: 'tester' }, 'a.png')
  await doors.ask('/images', { method: 'POST', body })
  await allow([mine])
})
afterAll(() => doors.close())

const allow = (origins: string[]) =>
  doors.ask('/rpc/transformations.configure', {
    method: 'POST',
    body: JSON.stringify({ strict: false, origins, named: {} }),
  })

const ask = (line: string, ...headers: string[]) =>
  askRaw(doors.port, writeRequest(line, [`Host: 127.0.0.1:${doors.port}`, ...headers]))

const picture = 'GET /media/a.png'

describe('a page that is allowed', () => {
  test.each([
    [mine, [`Origin: ${mine}`, site('cross-site')]],
    [mine, [`Referer: ${mine}/page?x`, site('same-site')]],
    [mine, [`Referer: ${mine}/`]],
    [friend, [`Referer: ${friend}/page`, site('cross-site')]],
    [friend, [`Origin: ${friend}`, `Referer: ${friend}/`]],
  ])('from %s shows pictures with %j', async (origin, headers) => {
    for (const line of [picture, 'HEAD /media/a.png', 'GET /media/tr:w-10/a.png', 'GET /media/missing.png']) {
      const { status, head } = await ask(line, ...headers)
      expect([line, status]).toEqual([line, line.includes('missing') ? 404 : 200])
      expect(head).toMatch(/cross-origin-resource-policy: cross-origin/i)
      expect(head).toMatch(new RegExp(`access-control-allow-origin: ${origin}\r`, 'i'))
      expect(head).toMatch(/vary: .*origin, referer/i)
    }
  })

  test('does nothing else, and reads nothing else', async () => {
    const from = [`Referer: ${mine}/`, `Origin: ${mine}`, site('cross-site')]
    const lines = [
      'GET /health',
      'GET /images/search?url_contains=a',
      'GET /events',
      'GET /',
      'POST /images',
      'POST /media/a.png',
    ]
    for (const line of [...lines, 'DELETE /media/a.png', 'OPTIONS /media/a.png', 'POST /rpc/transformations.configure'])
      expect([line, (await ask(line, ...from)).status]).toEqual([line, 403])
  })
})

describe('a page that is not allowed', () => {
  test.each([
    [['Origin: http://evil.example']],
    [['Referer: http://evil.example/']],
    [['Origin: http://evil.example', `Referer: ${mine}/`]],
    [[`Origin: ${mine}.evil.example`]],
    [['Origin: http://localhost:30001']],
    [['Origin: https://localhost:3000']],
    [['Origin: null', `Referer: ${mine}/`]],
    [['Origin: ', site('cross-site')]],
    [['Referer: about:blank']],
    [[site('cross-site')]],
    [[site('same-site')]],
    [[site('nonsense')]],
  ])('is refused with %j', async (headers) => {
    for (const line of [picture, 'GET /media/missing.png', 'GET /media/tr:w-1/a.png']) {
      const { status, head } = await ask(line, ...headers)
      expect([line, status]).toEqual([line, 403])
      expect(head).not.toMatch(/access-control|resource-policy: cross/i)
    }
  })

  test('is told its origin and how to allow it', async () => {
    const { head, body } = await ask(picture, 'Referer: http://evil.example:81/page')
    expect(body).toContain('--allow-origin http://evil.example:81')
    expect(head).toMatch(/ik-error: EACCES - .*http:\/\/evil\.example:81/i)
    expect((await ask(picture, site('cross-site'))).body).toContain('--allow-origin')
  })

  test('is allowed and refused from the moment that the settings say so', async () => {
    const asking = () => ask(picture, 'Origin: http://other.example')
    await allow([mine, 'http://other.example'])
    expect((await asking()).status).toBe(200)
    await allow([mine])
    expect((await asking()).status).toBe(403)
  })
})

test('programs, typed addresses and the own page are answered for themselves alone', async () => {
  const own = `http://127.0.0.1:${doors.port}`
  for (const headers of [[], [site('none')], [site('same-origin'), `Referer: ${own}/`], [`Origin: ${own}`]]) {
    const { status, head } = await ask(picture, ...headers)
    expect([headers, status]).toEqual([headers, 200])
    expect(head).toMatch(/cross-origin-resource-policy: same-origin/i)
    expect(head).not.toMatch(/access-control/i)
    expect(head).toMatch(/vary: origin, referer/i)
  }
})

test('a rebound name shows no picture, not even to an allowed page', async () => {
  const answer = await askRaw(doors.port, writeRequest(picture, ['Host: rebind.example', `Referer: ${mine}/`]))
  expect(answer.status).toBe(403)
})
