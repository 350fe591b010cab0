import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dispatch } from '../../electron/api/dispatch.ts'
import { type Doors, makePicture, openDoors, storePicture, transports } from '../helpers/api-doors.ts'

describe.each(transports)('calls over %s', (transport) => {
  let doors: Doors
  beforeAll(async () => {
    doors = await openDoors(transport, { log: () => {} })
  })
  afterAll(() => doors.close())

  const call = async (name: string, input: unknown, headers: Record<string, string> = {}) => {
    const body = typeof input === 'string' ? input : JSON.stringify(input)
    const init = { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } }
    const response = await doors.ask(`/rpc/${name}`, init)
    return { status: response.status, body: await response.json() }
  }

  test('a call is answered with its value', async () => {
    const { entry } = await storePicture(doors, await makePicture(1), 'https://c.example/1')
    const { status, body } = await call('images.list', { text: 'c.example' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ ok: true, value: { total: 1, items: [{ hash: entry.content_hash }] } })
  })

  test('an empty body is an empty input', async () => {
    expect(await call('host.info', '')).toMatchObject({ status: 200, body: { ok: true, value: { images: 1 } } })
  })

  test('trash and undo work, and the window is told as the actor', async () => {
    const { entry } = await storePicture(doors, await makePicture(2), 'https://c.example/2')
    const fromWindow = { 'sec-fetch-site': 'same-origin' }
    await call('images.trash', { hashes: [entry.content_hash] }, fromWindow)
    const { body } = await call('history.list', {})
    expect(body.value[0]).toMatchObject({ actor: 'window', state: 'done' })
    expect(await call('history.undo', {}, fromWindow)).toMatchObject({
      status: 200,
      body: { value: { state: 'undone' } },
    })
    expect((await doors.ask(`/images/${entry.content_hash}`)).status).toBe(200)
  })

  test.each([
    ['images.get', {}, 'hash'],
    ['images.get', { hash: 'abc' }, 'hash'],
    ['images.list', { limit: -1 }, 'limit'],
    ['images.list', { surprise: 1 }, 'surprise'],
    ['images.similar', { hash: '0123456789abcdef', distance: -1 }, 'distance'],
    ['images.similar', { hash: 'zz' }, 'hash'],
    ['images.trash', { hashes: ['0'.repeat(64), '../x'] }, 'hashes.1'],
    ['imports.urls', { urls: [] }, 'urls'],
  ])('%s with %j is 422 and names the field', async (name, input, field) => {
    const { status, body } = await call(name, input)
    expect(status).toBe(422)
    expect(body).toMatchObject({
      ok: false,
      failure: { code: 'invalid', field, message: expect.stringContaining(field) },
    })
  })

  test.each(['nothing.here', 'images', 'images.constructor', '__proto__.toString', 'images.list.x', 'toString'])(
    'there is no call %s',
    async (name) => {
      const { status, body } = await call(name, {})
      expect([status, body.failure?.code]).toEqual([404, 'notFound'])
    },
  )

  test('a body that is no JSON, or no object, is 422', async () => {
    expect((await call('host.info', '{"')).body.failure.code).toBe('invalid')
    expect((await call('host.info', 'null')).status).toBe(422)
    expect((await call('host.info', '[]')).status).toBe(422)
  })

  test('an image that is not there is 404', async () => {
    expect((await call('images.get', { hash: '0'.repeat(64) })).status).toBe(404)
  })

  test.each([
    ['imports.paths', { paths: ['/etc'] }],
    ['host.copyText', { text: 'x' }],
    ['host.reveal', { hash: '0'.repeat(64) }],
  ])('who reaches the port may not use this computer: %s is 403', async (name, input) => {
    expect(await call(name, input)).toMatchObject({ status: 403, body: { failure: { code: 'forbidden' } } })
  })

  test('a call may not be larger than its limit', async () => {
    const small = await openDoors(transport, { limits: { callBody: 1000 } })
    const body = JSON.stringify({ text: 'x'.repeat(400_000) })
    const response = await small.ask('/rpc/images.list', { method: 'POST', body })
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ ok: false, failure: { code: 'tooLarge' } })
    await small.close()
  })
})

describe('the gate', () => {
  const broken = new Error('secret: /home/me/library')
  const library = (answer: () => Promise<unknown>) => ({ call: answer as never })

  test('tells a bug as internal, and its cause to the log alone', async () => {
    const logged: unknown[] = []
    const log = (_: string, cause: unknown) => void logged.push(cause)
    const reply = await dispatch(
      library(() => Promise.reject(broken)),
      'host.info',
      {},
      'tester',
      { log },
    )
    expect(reply).toMatchObject({ ok: false, failure: { code: 'internal' } })
    expect(JSON.stringify(reply)).not.toContain('secret')
    expect(logged).toEqual([broken])
  })

  test('finds an answer against the contract when told to look', async () => {
    const answer = library(() => Promise.resolve({ version: 1 }))
    const options = { checkOutputs: true, log: () => {} }
    expect(await dispatch(answer, 'host.info', {}, 'tester', options)).toMatchObject({ failure: { code: 'internal' } })
    expect(await dispatch(answer, 'host.info', {}, 'tester')).toEqual({ ok: true, value: { version: 1 } })
  })
})
