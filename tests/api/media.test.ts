import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ImgcacheEntry } from '../../electron/api/rest/imgcache-entry.ts'
import { type Doors, makePicture, openDoors, pictureForm, storePicture, transports } from '../helpers/api-doors.ts'

describe.each(transports)('uploads and thumbnails over %s', (transport) => {
  let doors: Doors
  beforeAll(async () => {
    doors = await openDoors(transport, { limits: { scraperBody: 10_000, windowBody: 300_000 } })
  })
  afterAll(() => doors.close())

  const upload = async (body: Uint8Array | FormData, query = '', headers: Record<string, string> = {}) => {
    const response = await doors.ask(`/v1/images?${query}`, { method: 'POST', body: body as BodyInit, headers })
    return { status: response.status, body: await response.json() }
  }

  test('a raw body is stored with what the query tells', async () => {
    const { status, body } = await upload(await makePicture(1), 'url=https://u.example/a&filename=a.png&client_name=me')
    expect(status).toBe(201)
    expect(body.verdict).toMatchObject({ kind: 'added', name: 'a.png', hash: body.entry.content_hash })
    expect(ImgcacheEntry.parse(body.entry)).toMatchObject({ url: 'https://u.example/a', client_name: 'me' })
  })

  test('a form is taken as well', async () => {
    const { status, body } = await upload(pictureForm(await makePicture(2), { url: 'https://u.example/b' }, 'b.png'))
    expect(status).toBe(201)
    expect(body.entry).toMatchObject({ url: 'https://u.example/b', original_filename: 'b.png' })
  })

  test('a source without a URL gets one: the file’s name, or the time of pasting', async () => {
    const named = await upload(await makePicture(3), 'filename=my%20cat.png', { 'sec-fetch-site': 'same-origin' })
    expect(named.body.entry).toMatchObject({ url: 'file:///my%20cat.png', client_name: 'magpie' })
    const pasted = await upload(await makePicture(4), '', { 'user-agent': 'curl/8.1' })
    expect(pasted.body.entry).toMatchObject({ url: expect.stringMatching(/^paste:\d{4}-/), client_name: 'curl' })
  })

  test('the same bytes from elsewhere are told as a URL added', async () => {
    const bytes = await makePicture(5)
    await upload(bytes, 'url=https://u.example/first')
    const { status, body } = await upload(bytes, 'url=https://u.example/second')
    expect([status, body.verdict.kind]).toEqual([200, 'urlAdded'])
  })

  test('bytes in the trash are only told of, or restored, as asked', async () => {
    const bytes = await makePicture(6)
    const { body } = await upload(bytes, 'url=https://u.example/trash')
    await doors.ask(`/images/${body.entry.content_hash}`, { method: 'DELETE' })
    const told = await upload(bytes, 'url=https://u.example/trash&trashed=report')
    expect([told.status, told.body.verdict.kind]).toEqual([200, 'deletedBefore'])
    expect((await doors.ask(`/images/${body.entry.content_hash}`)).status).toBe(404)
    expect((await doors.ask(`/v1/images/${body.entry.content_hash}`)).status).toBe(200)
    const restored = await upload(bytes, 'url=https://u.example/trash')
    expect([restored.status, restored.body.verdict.kind]).toEqual([201, 'restored'])
  })

  test('bytes that are no picture are only told of, or stored, as asked', async () => {
    const told = await upload(Buffer.from('words'), 'filename=w.txt&undecodable=report')
    expect(told).toMatchObject({ status: 200, body: { verdict: { kind: 'notImage', hash: null }, entry: null } })
    expect((await upload(Buffer.from('words'), 'filename=w.txt')).status).toBe(201)
  })

  test.each(['trashed=perhaps', 'undecodable=burn', 'lookup_time=soon'])('%s is 422 as a problem', async (query) => {
    const response = await doors.ask(`/v1/images?${query}`, { method: 'POST', body: 'x' })
    expect(response.status).toBe(422)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ status: 422, code: 'invalid', detail: expect.any(String) })
  })

  test('zero bytes are refused with a sentence', async () => {
    const { status, body } = await upload(new Uint8Array(), 'filename=nothing.png')
    expect([status, body.code]).toEqual([422, 'invalid'])
  })

  test('the window may send more than scrapers, up to its own limit', async () => {
    expect((await upload(Buffer.alloc(300_000, 1), 'filename=large')).status).toBe(201)
    expect((await upload(Buffer.alloc(300_001, 1), 'filename=larger')).status).toBe(413)
    const form = pictureForm(Buffer.alloc(10_001, 2), { url: 'https://u.example/l', client_name: 'c' })
    expect((await doors.ask('/images', { method: 'POST', body: form })).status).toBe(413)
  })

  test('a thumbnail is a JPEG of at most 384 pixels that caches keep', async () => {
    const { entry } = await storePicture(doors, await makePicture(7, 'webp', 24), 'https://u.example/t')
    const response = await doors.ask(`/v1/thumbnails/${entry.content_hash}`)
    expect(response.headers.get('content-type')).toBe('image/jpeg')
    expect(response.headers.get('cache-control')).toContain('immutable')
    const { format, width = 0 } = await sharp(await response.arrayBuffer()).metadata()
    expect([format, width <= 384]).toEqual(['jpeg', true])
    const headers = { 'if-none-match': response.headers.get('etag') ?? '' }
    expect((await doors.ask(`/v1/thumbnails/${entry.content_hash}`, { headers })).status).toBe(304)
    const head = await doors.ask(`/v1/thumbnails/${entry.content_hash}`, { method: 'HEAD' })
    expect([head.status, (await head.arrayBuffer()).byteLength]).toEqual([200, 0])
  })

  test.each(['/v1/thumbnails/xyz', `/v1/thumbnails/${'0'.repeat(64)}`, '/v1/images/x/y', '/nothing'])(
    '%s is 404 as a problem',
    async (path) => {
      const response = await doors.ask(path)
      expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
      expect(await response.json()).toMatchObject({ title: 'Not Found', code: 'notFound' })
    },
  )

  test('more uploads at once than allowed are asked to come again', async () => {
    const crowded = await openDoors(transport, { limits: { uploads: 1 } })
    let finish = () => {}
    const endless = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('some'))
        finish = () => controller.close()
      },
    })
    const options = { method: 'POST', body: endless, duplex: 'half' } as RequestInit
    const first = crowded.ask('/v1/images?filename=slow', options)
    await new Promise((resolve) => setTimeout(resolve, 100))
    const second = await crowded.ask('/v1/images?filename=b', { method: 'POST', body: 'other' })
    expect([second.status, second.headers.get('retry-after')]).toEqual([503, '1'])
    finish()
    expect((await first).status).toBe(201)
    await crowded.close()
  })
})
