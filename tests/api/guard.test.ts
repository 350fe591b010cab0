import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Doors, openDoors } from '../helpers/api-doors.ts'
import { askRaw, writeRequest } from '../helpers/api-sockets.ts'

let doors: Doors
beforeAll(async () => {
  doors = await openDoors('a socket', { hosts: ['nas.local'], origins: ['https://friend.example'] })
})
afterAll(() => doors.close())

/** Sends the headers over a bare socket; `PORT` in them stands for the server's. */
async function ask(line: string, headers: string[]) {
  const ours = headers.map((header) => header.replaceAll('PORT', String(doors.port)))
  return askRaw(doors.port, writeRequest(line.replaceAll('PORT', String(doors.port)), ours))
}

const host = 'Host: 127.0.0.1:PORT'
const origin = 'Origin: http://127.0.0.1:PORT'
const site = (value: string) => `Sec-Fetch-Site: ${value}`
const foreign = 'http://evil.example'

describe('programs and the own page pass', () => {
  test.each([
    ['GET /health', [host]],
    ['GET /health', ['Host: localhost:PORT']],
    ['GET /health', ['Host: LOCALHOST:PORT']],
    ['GET /health', ['Host: [::1]:PORT']],
    ['GET /health', ['Host: nas.local:PORT']],
    ['HEAD /health', [host]],
    ['GET /health', [host, site('none')]],
    ['HEAD /health', [host, site('none')]],
    ['GET /health', [host, site('same-origin'), 'Referer: http://127.0.0.1:PORT/']],
    [
      'POST /rpc/host.info',
      [host, origin, site('same-origin'), 'Referer: http://127.0.0.1:PORT/', 'Content-Length: 0'],
    ],
    ['POST /rpc/host.info', ['Host: localhost:PORT', 'Origin: http://localhost:PORT', 'Content-Length: 0']],
    ['POST /rpc/host.info', [host, 'Content-Length: 0']],
    ['GET /health', [host, 'Origin: https://friend.example', site('cross-site')]],
    ['GET /health', [host, 'Origin: https://friend.example', 'Referer: https://friend.example/page']],
  ])('%s with %j', async (line, headers) => {
    expect((await ask(line, headers)).status).toBe(200)
  })
})

const requests = [
  'GET /health',
  'POST /images',
  `DELETE /images/${'0'.repeat(64)}`,
  'POST /rpc/images.trash',
  'GET /nowhere',
]

describe('a foreign Host is refused', () => {
  const hosts = ['evil.example', 'evil.example:PORT', '0.0.0.0:PORT', '127.0.0.1', '127.0.0.1:1', 'localhost.:PORT']
  const more = ['127.0.0.1.nip.io:PORT', '[::]:PORT', '::1', 'nas.local.evil.example:PORT', '', '127.0.0.1:PORT:PORT']
  test.each([...hosts, ...more])('%s', async (value) => {
    for (const line of requests)
      expect([line, (await ask(line, [`Host: ${value}`])).status]).toEqual([line, refused(value)])
  })
  // What is no Host at all is refused before the rules.
  const refused = (value: string) =>
    ['', '::1', '127.0.0.1:PORT:PORT'].includes(value) ? expect.toBeOneOf([400, 403]) : 403
})

describe('a foreign page is refused', () => {
  test.each([
    [`Origin: ${foreign}`],
    ['Origin: null'],
    ['Origin: http://127.0.0.1:1'],
    ['Origin: http://127.0.0.1'],
    ['Origin: https://127.0.0.1:PORT'],
    ['Origin: http://localhost:PORT'],
    ['Origin: http://127.0.0.1:PORT.evil.example'],
    ['Origin: https://friend.example.evil.example'],
    ['Origin: http://friend.example'],
    ['Origin: chrome-extension://abcdef'],
    ['Origin: '],
    [site('cross-site')],
    [site('same-site')],
    [site('nonsense')],
    [site('none'), `Origin: ${foreign}`],
    [site('same-origin'), `Origin: ${foreign}`],
    [site('same-origin'), `Referer: ${foreign}/`],
    [`Referer: ${foreign}/`],
    ['Referer: http://127.0.0.1:PORT.evil.example/'],
    ['Referer: about:blank'],
    [origin, `Referer: ${foreign}/`],
    [origin, `Origin: ${foreign}`],
    [site('none'), site('cross-site')],
  ])('%s %s', async (...headers) => {
    for (const line of requests) expect([line, (await ask(line, [host, ...headers])).status]).toEqual([line, 403])
  })

  test('typing an address works for reading only', async () => {
    for (const line of requests.slice(1, 4)) expect((await ask(line, [host, site('none')])).status).toBe(403)
  })

  test('its preflight is refused, and no answer lets it read', async () => {
    const asking = [host, `Origin: ${foreign}`, 'Access-Control-Request-Method: POST']
    const { status, head } = await ask('OPTIONS /images', asking)
    expect(status).toBe(403)
    expect(head).not.toMatch(/access-control/i)
    expect((await ask('GET /health', [host])).head).not.toMatch(/access-control/i)
  })

  test('it may not open a socket of its own', async () => {
    const upgrade = ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Key: x', 'Sec-WebSocket-Version: 13']
    const text = [
      'GET /events HTTP/1.1',
      `Host: 127.0.0.1:${doors.port}`,
      `Origin: ${foreign}`,
      ...upgrade,
      '',
      '',
    ].join('\r\n')
    expect((await askRaw(doors.port, text, undefined, 1000)).status).toBe(403)
  })

  test('a refusal tells nothing, closes the connection and has its door’s shape', async () => {
    const { head, body } = await ask('GET /images/search?url_contains=a', [host, `Origin: ${foreign}`])
    expect(head).toMatch(/connection: close/i)
    expect(body).toContain('--allow-origin')
    expect(JSON.parse(body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1))).toEqual({ detail: expect.any(String) })
    expect(body).not.toContain('evil')
  })
})

describe('an allowed page', () => {
  const friend = 'Origin: https://friend.example'

  test('may ask whether it may send, and read what is answered', async () => {
    const preflight = await ask('OPTIONS /images', [
      host,
      friend,
      site('cross-site'),
      'Access-Control-Request-Method: POST',
    ])
    expect(preflight.status).toBe(204)
    expect(preflight.head).toMatch(/access-control-allow-methods: POST/i)
    expect(preflight.head).toMatch(/access-control-allow-origin: https:\/\/friend\.example/i)
    const { head } = await ask('GET /images/search?url_contains=a', [host, friend, site('cross-site')])
    expect(head).toMatch(/access-control-allow-origin: https:\/\/friend\.example/i)
    expect(head).toMatch(/vary: origin/i)
  })
})

describe('odd requests are refused', () => {
  test.each([
    ['two Hosts', 'GET /health', [host, host]],
    ['a foreign second Host', 'GET /health', [host, 'Host: evil.example']],
    ['no Host', 'GET /health', []],
    ['an absolute target', 'GET http://127.0.0.1:PORT/health', [host]],
    ['an absolute foreign target', 'GET http://evil.example/health', [host]],
    ['a target without a slash', 'GET health', [host]],
    ['an asterisk', 'OPTIONS *', [host]],
    ['two lengths', 'POST /images', [host, 'Content-Length: 1', 'Content-Length: 2']],
    ['a length and chunks', 'POST /images', [host, 'Content-Length: 1', 'Transfer-Encoding: chunked']],
    ['a broken line', 'GET', [host]],
    ['an unknown method', 'STEAL /health', [host]],
    ['a tunnel', 'CONNECT 127.0.0.1:PORT', [host]],
  ])('%s', async (_, line, headers) => {
    expect((await ask(line, headers)).status).toBeOneOf([0, 400])
  })
})

describe('where a token is set', () => {
  const token = 'open sesame/é'
  const basic = (pair: string) => `Authorization: Basic ${Buffer.from(pair).toString('base64')}`
  let locked: Doors
  beforeAll(async () => {
    locked = await openDoors('a socket', { token })
  })
  afterAll(() => locked.close())

  const knock = (line: string, ...headers: string[]) =>
    askRaw(locked.port, writeRequest(line, [`Host: 127.0.0.1:${locked.port}`, ...headers]))

  test.each([
    ['GET /health', `Authorization: Bearer ${Buffer.from('plain').toString()}`, 401],
    ['GET /health', basic(`token:${token}`), 200],
    ['GET /health', basic(`${token}:`), 200],
    ['GET /health', basic(token), 200],
    ['GET /health', basic('token:wrong'), 401],
    ['GET /health', 'Authorization: Basic ???', 401],
    ['GET /health', 'Authorization: Digest x', 401],
    ['GET /health', 'X-Nothing: 1', 401],
    [`GET /k/${encodeURIComponent(token)}/health`, 'X-Nothing: 1', 200],
    ['GET /k/wrong/health', 'X-Nothing: 1', 401],
    ['GET /k//health', 'X-Nothing: 1', 401],
    ['GET /events', 'X-Nothing: 1', 401],
    ['GET /', 'X-Nothing: 1', 401],
    ['GET /nowhere', 'X-Nothing: 1', 401],
    [`GET /k/${encodeURIComponent(token)}/health`, `Origin: ${foreign}`, 403],
  ])('%s with %s is %i', async (line, header, status) => {
    expect((await knock(line, header)).status).toBe(status)
  })

  test('as Bearer it opens too', async () => {
    const plain = await openDoors('the handler', { token: 'plain' })
    const ask = (value: string) => plain.ask('/health', { headers: { authorization: value } })
    expect((await ask('Bearer plain')).status).toBe(200)
    expect((await ask('bearer plain')).status).toBe(200)
    expect((await ask('Bearer plainer')).status).toBe(401)
    await plain.close()
  })

  test('who has none is told how to show it, in the door’s shape', async () => {
    const { head, body } = await knock('GET /images/search?url_contains=a')
    expect(head).toMatch(/www-authenticate: Basic/i)
    expect(body).toContain('"detail"')
    expect(body).not.toContain('sesame')
  })
})

describe('the desktop window’s own scheme', () => {
  const ownOrigins = ['app://magpie']
  let desktop: Doors
  beforeAll(async () => {
    desktop = await openDoors('the handler', { ownOrigins, token: 'secret' })
  })
  afterAll(() => desktop.close())

  const ask = async (url: string, headers: Record<string, string> = {}) =>
    (await desktop.app.fetch(new Request(url, { headers }))).status

  test('passes without Host and token', async () => {
    expect(await ask('app://magpie/health')).toBe(200)
    expect(await ask('app://magpie/health', { origin: 'app://magpie', referer: 'app://magpie/' })).toBe(200)
    expect(await ask('app://magpie/nowhere')).toBe(404)
  })

  test('does not open to others', async () => {
    expect(await ask('app://magpie/health', { origin: foreign })).toBe(403)
    expect(await ask('app://magpie.evil/health')).toBe(403)
    expect(await ask('app://other/health')).toBe(403)
    expect(await ask('http://127.0.0.1:8010/health', { origin: 'app://magpie' })).toBe(403)
  })
})
