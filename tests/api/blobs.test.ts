import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseRange } from '../../electron/api/ranges.ts'
import { type Doors, makePicture, openDoors, storePicture, transports } from '../helpers/api-doors.ts'
import { blobPath } from '../helpers/library.ts'

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8" fill="red"/></svg>'

describe.each(transports)('original bytes over %s', (transport) => {
  let doors: Doors
  let path: string
  let bytes: Buffer
  beforeAll(async () => {
    doors = await openDoors(transport)
    bytes = await makePicture(1, 'jpeg')
    path = `/images/${(await storePicture(doors, bytes, 'https://a.example/p.jpg', {})).entry.content_hash}`
  })
  afterAll(() => doors.close())

  const ask = async (headers: Record<string, string> = {}, method = 'GET', at = path) => {
    const response = await doors.ask(at, { method, headers })
    return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) }
  }

  test('a picture comes back byte by byte, shown in place and kept for ever', async () => {
    const { status, headers, body } = await ask()
    expect(status).toBe(200)
    expect(body.equals(bytes)).toBe(true)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(bytes.length),
      'content-disposition': expect.stringMatching(/^inline; filename="p\.jpg"/),
      'cache-control': 'private, max-age=31536000, immutable',
      etag: `"${path.slice('/images/'.length)}"`,
      'accept-ranges': 'bytes',
      'content-security-policy': expect.stringContaining('sandbox'),
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    })
  })

  test('HEAD tells the same without the bytes, and of the whole whatever range is asked for', async () => {
    for (const asked of [{}, { range: 'bytes=0-3' }, { range: `bytes=${bytes.length}-` }]) {
      const { status, headers, body } = await ask(asked, 'HEAD')
      expect([status, body.length, headers.get('content-length')]).toEqual([200, 0, String(bytes.length)])
      expect(headers.get('content-type')).toBe('image/jpeg')
    }
  })

  test.each([
    ['bytes=0-9', 0, 9],
    ['bytes=10-', 10, undefined],
    ['bytes=-7', -7, undefined],
    ['bytes=5-99999999', 5, undefined],
  ])('the range %s is answered with 206 and that part', async (range, start, end) => {
    const part = bytes.subarray(start, end === undefined ? undefined : end + 1)
    const { status, headers, body } = await ask({ range })
    expect(status).toBe(206)
    expect(body.equals(part)).toBe(true)
    const first = start < 0 ? bytes.length + start : start
    expect(headers.get('content-range')).toBe(`bytes ${first}-${first + part.length - 1}/${bytes.length}`)
  })

  test('a range behind the end is 416 with the size', async () => {
    const { status, headers } = await ask({ range: `bytes=${bytes.length}-` })
    expect([status, headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`])
  })

  test('a picture whose file is gone is 404 with the way to bring it back, and comes back by being stored again', async () => {
    const lost = await makePicture(7, 'jpeg')
    const { content_hash: hash } = (await storePicture(doors, lost, 'https://a.example/lost.jpg')).entry
    await rm(blobPath(doors.directory, hash))
    const missing = await ask({}, 'GET', `/images/${hash}`)
    expect([missing.status, missing.body.toString()]).toEqual([404, expect.stringMatching(/Store the picture again/)])
    await storePicture(doors, lost, 'https://a.example/lost.jpg')
    expect((await ask({}, 'GET', `/images/${hash}`)).status).toBe(200)
  })

  test('conditions are answered as RFC 9110 has them', async () => {
    const { headers } = await ask()
    const etag = headers.get('etag') ?? ''
    const modified = headers.get('last-modified') ?? ''
    expect((await ask({ 'if-none-match': etag })).status).toBe(304)
    expect((await ask({ 'if-none-match': `"other", W/${etag}` })).status).toBe(304)
    expect((await ask({ 'if-none-match': '"other"', 'if-modified-since': modified })).status).toBe(200)
    expect((await ask({ 'if-modified-since': modified })).status).toBe(304)
    expect((await ask({ 'if-modified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' })).status).toBe(200)
    expect((await ask({ range: 'bytes=0-1', 'if-range': etag })).status).toBe(206)
    expect((await ask({ range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200)
    expect((await ask({ range: 'bytes=0-1', 'if-range': modified })).status).toBe(206)
  })

  test('large files are streamed, whole and in part', async () => {
    const large = Buffer.alloc(3_000_000, 'not a picture, only large. ')
    const { entry } = await storePicture(doors, large, 'https://a.example/large')
    const at = `/images/${entry.content_hash}`
    expect((await ask({}, 'GET', at)).body.equals(large)).toBe(true)
    const part = await ask({ range: 'bytes=1500000-2499999' }, 'GET', at)
    expect(part.body.equals(large.subarray(1_500_000, 2_500_000))).toBe(true)
  })

  test.each([
    ['an SVG', svg, 'image/svg+xml'],
    ['a page', '<!doctype html><script>alert(1)</script>', 'application/octet-stream'],
    ['a text', 'plain words', 'application/octet-stream'],
  ])('%s only ever goes out as an attachment of a type that cannot run here', async (name, text, type) => {
    const { entry } = await storePicture(doors, Buffer.from(text), `https://a.example/${encodeURIComponent(name)}`)
    const { headers, body } = await ask({}, 'GET', `/images/${entry.content_hash}`)
    expect(body.toString()).toBe(text)
    expect(headers.get('content-type')).toBe(type)
    expect(headers.get('content-disposition')).toMatch(/^attachment;/)
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
  })
})

test('ranges that RFC 9110 says to ignore are ignored', () => {
  for (const header of [null, '', 'bytes=', 'bytes=-', 'bytes=5-4', 'bytes=0-1,3-4', 'lines=1-2', 'bytes=a-b']) {
    expect([header, parseRange(header, 10)]).toEqual([header, undefined])
  }
})
