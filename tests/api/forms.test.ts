import { ReadableStream } from 'node:stream/web'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Doors, makePicture, openDoors, transports } from '../helpers/api-doors.ts'

const boundary = 'b0undary'
const field = (name: string, value: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const fileHead = (name = 'file', filename = 'x.png') =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: image/png\r\n\r\n`
const end = `\r\n--${boundary}--\r\n`
const good = field('url', 'https://f.example/x') + field('client_name', 'forms')

describe.each(transports)('forms over %s', (transport) => {
  let doors: Doors
  let seed = 0
  beforeAll(async () => {
    doors = await openDoors(transport, { limits: { scraperBody: 200_000 } })
  })
  afterAll(() => doors.close())

  const post = async (parts: (string | Uint8Array)[], type = `multipart/form-data; boundary=${boundary}`) => {
    const body = Buffer.concat(parts.map((part) => Buffer.from(part)))
    const response = await doors.ask('/images', { method: 'POST', body, headers: { 'content-type': type } })
    return { status: response.status, body: await response.json() }
  }
  /** Sends the same in many small pieces and without a length. */
  const drip = async (body: Buffer, size: number) => {
    const pieces = Array.from({ length: Math.ceil(body.length / size) }, (_, i) =>
      body.subarray(i * size, (i + 1) * size),
    )
    const stream = ReadableStream.from(pieces)
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` }
    return doors.ask('/images', { method: 'POST', body: stream, headers, duplex: 'half' } as unknown as RequestInit)
  }
  const picture = () => makePicture(++seed)

  test('fields may stand before and behind the file', async () => {
    const bytes = await picture()
    const before = await post([good, fileHead(), bytes, end])
    const behind = await post([fileHead(), bytes, '\r\n', good.trimEnd(), end])
    expect([before.status, behind.status]).toEqual([201, 200])
    expect(behind.body).toMatchObject({ url: 'https://f.example/x', client_name: 'forms', original_filename: 'x.png' })
    expect(behind.body.content_hash).toBe(before.body.content_hash)
  })

  test.each([1, 7, 1000])('a form that arrives in pieces of %i bytes is the same form', async (size) => {
    const bytes = (await picture()).subarray(0, 3000)
    const response = await drip(Buffer.concat([Buffer.from(good + fileHead()), bytes, Buffer.from(end)]), size)
    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({ file_size_bytes: bytes.length })
  })

  test.each([
    ['no boundary', ['x'], 'multipart/form-data'],
    ['another content type', ['{}'], 'application/json'],
    ['an empty body', [], undefined],
    ['a form cut off in its file', [good, fileHead(), 'some bytes'], undefined],
    ['a form cut off in a part’s head', [good, `--${boundary}\r\nContent-Dispo`], undefined],
    ['no form at all', ['what is this'], undefined],
    ['the file as a plain field', [good, field('file', 'bytes')], undefined],
    ['two files', [good, fileHead(), 'one', `\r\n${fileHead()}`, 'two', end], undefined],
    ['a field twice', [good, field('client_name', 'other'), fileHead(), 'x', end], undefined],
    ['nine fields', [...'abcdefghi'].map((name) => field(name, '1')).concat(good, fileHead(), 'x', end), undefined],
    [
      'a field of 17 KiB',
      [field('url', 'u'.repeat(17 * 1024)), field('client_name', 'c'), fileHead(), 'x', end],
      undefined,
    ],
  ])('%s is 422 with a detail, and nothing is stored', async (_, parts, type) => {
    const before = (await doors.library.call('host.info', {}, 't')).images
    const { status, body } = await post(parts, type)
    expect(status).toBe(422)
    expect(body.detail).toBeTruthy()
    expect((await doors.library.call('host.info', {}, 't')).images).toBe(before)
  })

  test('a file of exactly the limit is stored, one byte more is 413', async () => {
    const bytes = Buffer.alloc(200_001, 7)
    expect((await post([good, fileHead(), bytes.subarray(1), end])).status).toBe(201)
    const { status, body } = await post([good, fileHead(), bytes, end])
    expect(status).toBe(413)
    expect(body.detail).toMatch(/larger than/)
  })

  test('a body without a length is 413 as soon as it is past the limit', async () => {
    const body = Buffer.concat([Buffer.from(good + fileHead()), Buffer.alloc(900_000, 7), Buffer.from(end)])
    expect((await drip(body, 50_000)).status).toBe(413)
  })

  test('parts around the file count too', async () => {
    const { status } = await post([good, fileHead('other'), Buffer.alloc(900_000, 7), end])
    expect(status).toBe(413)
  })

  test('after all that the next picture is stored as ever', async () => {
    expect((await post([good, fileHead(), await picture(), end])).status).toBe(201)
  })
})
