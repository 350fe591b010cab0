import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseTransformation } from '#shared/imagekit/grammar.ts'
import { url } from '#shared/imagekit/url.ts'
import type { UrlOptions } from '#shared/imagekit/url-options.ts'
import { needsSignature } from '../../electron/api/media-signature.ts'
import { type Doors, makePicture, openDoors, pictureForm, transports } from '../helpers/api-doors.ts'
import { askRaw, writeRequest } from '../helpers/api-sockets.ts'

const foreign = { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' }

async function openWithPicture(transport: (typeof transports)[number], token?: string) {
  const doors = await openDoors(transport, { token })
  const body = pictureForm(await makePicture(1), { url: 'https://example.com/é.png', client_name: 'tester' }, 'é b.png')
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
  await doors.ask('/images', { method: 'POST', body, headers })
  return { doors, privateKey: await doors.library.delivery.privateKey() }
}

describe.each(transports)('a signed URL over %s', (transport) => {
  let doors: Doors
  let privateKey: string
  beforeAll(async () => {
    const opened = await openWithPicture(transport)
    doors = opened.doors
    privateKey = opened.privateKey
  })
  afterAll(() => doors.close())

  const sign = (options: UrlOptions = {}) => {
    const common = { urlEndpoint: `${doors.base}/media`, path: '/é b.png', signed: true, privateKey }
    return url({ ...common, transformation: [{ width: 10, format: 'png' }], ...options })
  }
  const ask = async (whole: string, headers: Record<string, string> = {}) => {
    const { status } = await doors.ask(whole.slice(doors.base.length), { headers })
    return status
  }

  test('passes in every dialect and position, also from a foreign page', async () => {
    for (const dialect of ['seed', 'classic', 'modern'] as const)
      for (const transformationPosition of ['path', 'query'] as const) {
        const signed = sign({ dialect, transformationPosition, expireSeconds: 100 })
        expect([signed, await ask(signed), await ask(signed, foreign)]).toEqual([signed, 200, 200])
      }
    expect(await ask(sign({ path: '/https://example.com/é.png', transformation: [] }), foreign)).toBe(200)
    expect(await ask(sign({ queryParameters: { v: 1, 'ik-attachment': true } }), foreign)).toBe(200)
  })

  test('is refused when a part of it was changed, whoever asks', async () => {
    const signed = sign({ expireSeconds: 100 })
    const forged = [
      signed.replace('w-10', 'w-11'),
      signed.replace(/ik-t=(\d)/, 'ik-t=9'),
      signed.replace(/ik-s=./, 'ik-s=x'),
      `${signed}&v=1`,
      `${signed}&ik-s=${'0'.repeat(40)}`,
      signed.replace(/ik-s=\w+/, 'ik-s='),
      sign({ privateKey: 'private_other' }),
    ]
    for (const one of forged) expect([one, await ask(one), await ask(one, foreign)]).toEqual([one, 401, 401])
  })

  test('expires', async () => {
    const now = Date.now() - 60_000
    expect(await ask(sign({ expireSeconds: 59, now }))).toBe(401)
    expect(await ask(sign({ expireSeconds: 120, now }))).toBe(200)
  })

  test('that is refused asks for no password and tells why', async () => {
    const signed = sign({ privateKey: 'private_other' })
    const answer = await doors.ask(signed.slice(doors.base.length))
    expect(answer.headers.get('www-authenticate')).not.toMatch(/basic/i)
    expect(answer.headers.get('ik-error')).toMatch(/^EACCES - .*private key/)
    expect(answer.headers.get('cache-control')).toContain('no-store')
  })

  test('opens nothing but this picture', async () => {
    const { search } = new URL(sign())
    for (const path of ['/media/other.png', '/images/search?url_contains=a', '/v1/images/x', '/rpc/host.info'])
      expect([path, await ask(`${doors.base}${path}${search}`, foreign)]).not.toContain(200)
    const post = await doors.ask(sign().slice(doors.base.length), { method: 'POST', headers: foreign })
    expect(post.status).toBe(403)
  })
})

test('a URL is signed as it was asked for: below a token, and in the order that an SDK writes', async () => {
  const { doors, privateKey } = await openWithPicture('a socket', 'secret')
  const common = { path: '/é b.png', transformation: [{ width: 10 }], signed: true, privateKey }
  const below = url({ ...common, urlEndpoint: `${doors.base}/k/secret/media` })
  const bare = url({ ...common, urlEndpoint: `${doors.base}/media` })
  expect((await fetch(below)).status).toBe(200)
  expect((await fetch(below, { headers: { referer: 'http://evil.example/' } })).status).toBe(200)
  // A signature shows that a page may, not that somebody knows the token.
  expect((await fetch(bare)).status).toBe(401)
  const { pathname, search } = new URL(below)
  const host = `Host: 127.0.0.1:${doors.port}`
  const ask = async (target: string) => (await askRaw(doors.port, writeRequest(`GET ${target}`, [host]))).status
  expect(await ask(`${pathname}${search}`)).toBe(200)
  expect(await ask(`${pathname.replace('/media/', '/media//')}${search}`)).toBe(401)
  expect(await ask(`/x/..${pathname}${search}`)).toBe(400)
  await doors.close()
})

test('the desktop window’s URLs are signed for its own scheme', async () => {
  const doors = await openDoors('the handler', { ownOrigins: ['app://magpie'] })
  const privateKey = await doors.library.delivery.privateKey()
  const signed = url({ urlEndpoint: 'app://magpie/media', path: '/missing.png', signed: true, privateKey })
  const ask = async (whole: string) => (await doors.app.fetch(new Request(whole))).status
  expect(await ask(signed)).toBe(404)
  expect(await ask(signed.replace('missing', 'other'))).toBe(401)
  await doors.close()
})

test('the private key is told to no one over the port', async () => {
  const { doors, privateKey } = await openWithPicture('a socket')
  const answer = await doors.ask('/rpc/transformations.key', { method: 'POST', body: '{}' })
  expect(answer.status).toBe(403)
  expect(await answer.text()).not.toContain(privateKey)
  await doors.close()
})

test('a private picture needs a signature but for transformations that its owner gave a name', () => {
  const stepsOf = (text: string) => {
    const parsed = parseTransformation(text)
    return parsed.ok ? parsed.steps : []
  }
  const needs = (isPrivate: boolean, text: string) => needsSignature({ isPrivate }, stepsOf(text))
  expect(
    ['', 'w-1', 'n-a,w-1', 'n-a:w-1', 'l-image,i-n,l-end', 'n-ik_ml_thumbnail'].map((text) => needs(true, text)),
  ).not.toContain(false)
  expect(['n-a', 'n-a:n-b'].map((text) => needs(true, text))).not.toContain(true)
  expect(['', 'w-1', 'n-a'].map((text) => needs(false, text))).not.toContain(true)
})
