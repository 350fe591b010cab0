import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hostNamesOf } from '../../electron/api/addresses.ts'
import { serve } from '../../electron/api/serve.ts'
import { type Doors, makePicture, openDoors, pictureForm, storePicture } from '../helpers/api-doors.ts'
import { askRaw, writeRequest } from '../helpers/api-sockets.ts'

const nothing = { fetch: async () => new Response('here') }

describe('slow and oversized requests', () => {
  let doors: Doors
  beforeAll(async () => {
    const timeouts = { headers: 800, request: 800, check: 200 }
    doors = await openDoors('a socket', { limits: { scraperBody: 1_000_000 } }, { timeouts })
  })
  afterAll(() => doors.close())

  const head = (length: number) =>
    writeRequest('POST /images', [
      `Host: 127.0.0.1:${doors.port}`,
      'Content-Type: multipart/form-data; boundary=b',
      `Content-Length: ${length}`,
    ])

  test('headers that trickle are answered with 408', async () => {
    const text = `GET /health HTTP/1.1\r\nHost: 127.0.0.1:${doors.port}\r\nX-Slow: `
    const { status, milliseconds } = await askRaw(doors.port, text, { every: 100 })
    expect(status).toBe(408)
    expect(milliseconds).toBeLessThan(5000)
  })

  test('a body that trickles is answered with 408, and stores nothing', async () => {
    const { status, milliseconds } = await askRaw(doors.port, head(100_000), { every: 100 })
    expect(status).toBe(408)
    expect(milliseconds).toBeLessThan(5000)
    expect((await doors.library.call('host.info', {}, 't')).images).toBe(0)
  })

  test('a body that keeps coming may take longer than that', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    const text = head(400_000)
    const socket = connect(doors.port, '127.0.0.1')
    socket.on('data', (data) => resolve(data.toString()))
    socket.on('close', () => resolve(''))
    socket.write(text)
    for (let sent = 0; sent < 400_000; sent += 20_000) {
      socket.write(Buffer.alloc(20_000, 'x'))
      await new Promise((next) => setTimeout(next, 100))
    }
    // The form is nonsense, and told so after all of it came: it was not cut off.
    expect(await promise).toMatch(/^HTTP\/1\.1 422/)
  })

  test('headers of more than 32 KiB are refused', async () => {
    const text = writeRequest('GET /health', [`Host: 127.0.0.1:${doors.port}`, `X-Long: ${'x'.repeat(33_000)}`])
    expect((await askRaw(doors.port, text)).status).toBe(431)
  })

  test('a body that announces too much is refused before it is sent', async () => {
    const { status, milliseconds } = await askRaw(doors.port, head(5_000_000), undefined, 1500)
    expect(status).toBe(413)
    expect(milliseconds).toBeLessThan(2000)
  })

  test('whoever sends too much hears so, although it goes on sending', async () => {
    const form = pictureForm(Buffer.alloc(70_000_000), { url: 'https://l.example/', client_name: 'l' })
    const response = await doors.ask('/images', { method: 'POST', body: form })
    expect(response.status).toBe(413)
    expect(await response.json()).toEqual({ detail: expect.stringContaining('larger') })
  })

  test('a sender that goes away leaves nothing behind', async () => {
    const socket = connect(doors.port, '127.0.0.1')
    socket.write(`${head(500_000)}--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\nsome bytes`)
    await new Promise((resolve) => setTimeout(resolve, 100))
    socket.destroy()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect((await doors.library.call('host.info', {}, 't')).images).toBe(0)
  })

  test('two hundred connections that say nothing keep nobody out for long', async () => {
    const silent = Array.from({ length: 200 }, () => connect(doors.port, '127.0.0.1').on('error', () => {}))
    await Promise.all(silent.map((socket) => new Promise((resolve) => socket.once('connect', resolve))))
    const started = performance.now()
    const bytes = await makePicture(1)
    const tryOnce = () => storePicture(doors, bytes, 'https://l.example/p').catch(() => ({ status: 0 }))
    while ((await tryOnce()).status === 0) await new Promise((resolve) => setTimeout(resolve, 50))
    expect(performance.now() - started).toBeLessThan(5000)
    expect((await tryOnce()).status).toBe(200)
    for (const socket of silent) socket.destroy()
  })
})

describe('where the server listens', () => {
  test('both loopback families answer at one port', async () => {
    const server = await serve(nothing, { port: 0 })
    for (const address of server.addresses) expect(await (await fetch(`${address}/x`)).text()).toBe('here')
    expect(server.addresses[0]).toBe(`http://127.0.0.1:${server.port}`)
    await server.close()
    await expect(fetch(`http://127.0.0.1:${server.port}/`)).rejects.toThrow()
  })

  test('a port in use is told with its number and the way out', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    const message = expect.stringMatching(new RegExp(`${port}.*--port.*MAGPIE_PORT`))
    await expect(serve(nothing, { port })).rejects.toMatchObject({ code: 'portInUse', message })
    other.close()
  })

  test('an address beyond this machine needs a token', async () => {
    const message = expect.stringContaining('MAGPIE_TOKEN')
    for (const host of ['0.0.0.0', '::', '192.168.1.9']) {
      await expect(serve(nothing, { port: 0, host })).rejects.toMatchObject({
        code: 'invalid',
        field: '--host',
        message,
      })
    }
    const server = await serve(nothing, { port: 0, host: '0.0.0.0', token: 'secret' })
    expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(200)
    await server.close()
  })

  test('an address that this machine does not have is told', async () => {
    const answer = { code: 'invalid', field: '--host', message: expect.stringContaining('192.0.2.1') }
    await expect(serve(nothing, { port: 0, host: '192.0.2.1', token: 'secret' })).rejects.toMatchObject(answer)
  })

  test('requests may name the addresses that are listened at, and no wildcard', () => {
    expect(hostNamesOf('192.168.1.9')).toEqual(['192.168.1.9'])
    expect(hostNamesOf('fe80::1')).toEqual(['[fe80::1]'])
    expect(hostNamesOf('0.0.0.0')).toContain('127.0.0.1')
    expect(hostNamesOf('0.0.0.0')).not.toContain('0.0.0.0')
    expect(hostNamesOf(undefined)).toEqual([])
  })

  test('closing lets a request under way finish', async () => {
    const slow = {
      fetch: () => new Promise<Response>((resolve) => setTimeout(() => resolve(new Response('late')), 300)),
    }
    const server = await serve(slow, { port: 0 })
    const asking = fetch(`http://127.0.0.1:${server.port}/`).then((response) => response.text())
    await new Promise((resolve) => setTimeout(resolve, 100))
    await server.close()
    expect(await asking).toBe('late')
  })
})
