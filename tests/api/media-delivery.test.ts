import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Doors, makePicture, openDoors, pictureForm, transports } from '../helpers/api-doors.ts'
import { askRaw, writeRequest } from '../helpers/api-sockets.ts'

/** Stores a file under its name; answers with its content hash. */
async function storeNamed(doors: Doors, bytes: Buffer, filename: string, url = `https://example.com/${filename}`) {
  const body = pictureForm(bytes, { url, client_name: 'tester' }, filename)
  const response = await doors.ask('/images', { method: 'POST', body })
  return ((await response.json()) as { content_hash: string }).content_hash
}

const source = 'https://example.com/cat.png?v=1'

describe.each(transports)('originals over %s', (transport) => {
  let doors: Doors
  let bytes: Buffer
  let hash: string
  beforeAll(async () => {
    doors = await openDoors(transport)
    bytes = await makePicture(1)
    hash = await storeNamed(doors, bytes, 'mein bild é.png', source)
  })
  afterAll(() => doors.close())

  const names = () => [
    '/media/mein%20bild%20%C3%A9.png',
    '/media//mein%20bild%20é.png/',
    `/media/${hash}`,
    `/media/${source}`,
    '/media/https:/example.com/cat.png?updatedAt=7&v=1&ik-sdk-version=x',
    `/media/${encodeURIComponent(source)}`,
    '/media/tr:/mein%20bild%20%C3%A9.png',
    '/media/mein%20bild%20%C3%A9.png?other=1',
  ]

  test('go out whatever the picture is called', async () => {
    for (const name of names()) {
      const answer = await doors.ask(name)
      expect([name, answer.status, answer.headers.get('content-type')]).toEqual([name, 200, 'image/png'])
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
    }
  })

  test('have a strong tag and conditions', async () => {
    for (const name of names()) {
      const { headers } = await doors.ask(name)
      const tag = headers.get('etag') ?? ''
      expect(tag).toBe(`"${hash}"`)
      const again = await doors.ask(name, { headers: { 'if-none-match': tag } })
      expect([again.status, await again.text()]).toEqual([304, ''])
      expect((await doors.ask(name, { headers: { 'if-none-match': '"other"' } })).status).toBe(200)
    }
  })

  test('may be kept for ever by their hash, and are asked for again by other names', async () => {
    const caching = async (name: string) => (await doors.ask(name)).headers.get('cache-control')
    expect(await caching(`/media/${hash}`)).toMatch(/immutable/)
    expect(await caching(`/media/${source}`)).toBe('private, no-cache')
    const named = await doors.ask('/media/mein%20bild%20%C3%A9.png')
    expect(named.headers.get('cache-control')).toBe('private, no-cache')
    expect(named.headers.get('last-modified')).toBeNull()
    const since = { 'if-modified-since': new Date(Date.now() + 86_400_000).toUTCString() }
    expect((await doors.ask(`/media/${source}`, { headers: since })).status).toBe(200)
    expect((await doors.ask(`/media/${hash}`, { headers: since })).status).toBe(304)
  })

  test('are answered in parts and told of by HEAD', async () => {
    const part = await doors.ask(`/media/${hash}`, { headers: { range: 'bytes=1-3' } })
    expect([part.status, await part.text()]).toEqual([206, bytes.subarray(1, 4).toString()])
    const head = await doors.ask(`/media/${hash}`, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, `${bytes.length}`, ''])
  })

  test('are saved instead of shown when the URL says so', async () => {
    const kind = async (query: string) => {
      const { headers } = await doors.ask(`/media/mein%20bild%20%C3%A9.png${query}`)
      return headers.get('content-disposition')?.split(';')[0]
    }
    expect(await kind('')).toBe('inline')
    expect(await kind('?ik-attachment=true')).toBe('attachment')
    expect(await kind('?ik-attachment=1')).toBe('inline')
  })

  test('that are not held are not found, and nothing is fetched', async () => {
    const { revision } = doors.library
    for (const name of ['/media/other.png', `/media/${'0'.repeat(64)}`, '/media/https://example.com/other.png']) {
      const answer = await doors.ask(name)
      expect([name, answer.status, await answer.text()]).toEqual([name, 404, 'Not Found'])
      expect(answer.headers.get('ik-error')).toMatch(/^ENOENT - /)
      expect(answer.headers.get('cache-control')).toMatch(/no-store/)
    }
    expect(doors.library.revision).toBe(revision)
  })

  test.each([
    '/media/a%00.png',
    '/media/a%0Ab.png',
    '/media/a%E2%80%A8%0D.png',
    '/media/%ff.png',
    '/media/..%2Fa.png',
    '/media/a/..%5Cb.png',
    '/media/tr:l-image,i-a.png/b.png',
    '/media/tr:w-1,,h-1/a.png',
    '/media/tr:w-1/tr:h-1/a.png',
    '/media/tr:w-1',
  ])('%s is a bad request', async (path) => {
    const answer = await doors.ask(path)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('ik-error')).toMatch(/^EINVAL - [\x20-\x7e]+$/)
    expect(await answer.text()).toMatch(/^Bad Image Transformation Request\n./)
  })

  test('are only read: no other method is known', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const answer = await doors.ask(`/media/${hash}`, { method })
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    }
    expect((await doors.ask('/media')).status).toBe(404)
    expect((await doors.ask('/media/')).status).toBe(404)
  })

  test('are told of in the OpenAPI document', async () => {
    const { paths } = (await (await doors.ask('/openapi.json')).json()) as { paths: Record<string, unknown> }
    expect(Object.keys(paths)).toContain('/media/{url}')
  })
})

test('a path with “..” is refused as it came, before anything resolves it', async () => {
  const doors = await openDoors('a socket')
  const ask = (path: string) => askRaw(doors.port, writeRequest(`GET ${path}`, [`Host: 127.0.0.1:${doors.port}`]))
  for (const path of ['/media/x/../a.png', '/media/%2e%2e/media/a.png', '/x/../media/a.png', '/media/./a.png'])
    expect([path, (await ask(path)).status]).toEqual([path, 400])
  for (const path of ['/media/../etc/passwd', '/media/%2e%2e/%2e%2e/etc/passwd'])
    expect([path, (await ask(path)).status]).toEqual([path, 404])
  await doors.close()
})

test('a picture in the trash is not found, and its file’s name may come to mean another', async () => {
  const doors = await openDoors('the handler')
  const hash = await storeNamed(doors, await makePicture(1), 'a.png')
  expect((await doors.ask('/media/a.png')).status).toBe(200)
  await doors.ask(`/images/${hash}`, { method: 'DELETE' })
  for (const name of ['a.png', hash, 'https://example.com/a.png'])
    expect([name, (await doors.ask(`/media/${name}`)).status]).toEqual([name, 404])
  await doors.close()
})

test('an SVG and what is no picture are saved, never shown as pages', async () => {
  const doors = await openDoors('the handler')
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><script>alert(1)</script></svg>'
  await storeNamed(doors, Buffer.from(svg), 'a.svg')
  await storeNamed(doors, Buffer.from('<script>alert(1)</script>'), 'a.html')
  for (const [name, type] of [
    ['a.svg', 'image/svg+xml'],
    ['a.html', 'application/octet-stream'],
  ]) {
    const { headers } = await doors.ask(`/media/${name}`)
    expect(headers.get('content-type')).toBe(type)
    expect(headers.get('content-disposition')).toMatch(/^attachment/)
    expect(headers.get('content-security-policy')).toContain('sandbox')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
  await doors.close()
})

test('the desktop window asks by its own scheme', async () => {
  const doors = await openDoors('the handler', { ownOrigins: ['app://magpie'], token: 'secret' })
  const bytes = await makePicture(1)
  const headers = { authorization: 'Bearer secret' }
  await doors.ask('/v1/images?url=https://example.com/a.png', { method: 'POST', body: new Uint8Array(bytes), headers })
  const ask = async (url: string) => (await doors.app.fetch(new Request(url))).status
  expect(await ask('app://magpie/media/https://example.com/a.png')).toBe(200)
  expect(await ask('http://127.0.0.1:8010/media/https://example.com/a.png')).toBe(401)
  expect(await ask('http://127.0.0.1:8010/k/secret/media/https://example.com/a.png')).toBe(200)
  await doors.close()
})
