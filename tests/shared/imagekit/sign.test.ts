import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { getAuthenticationParameters } from '#shared/imagekit/auth.ts'
import { checkSignature, signature } from '#shared/imagekit/sign.ts'
import { url } from '#shared/imagekit/url.ts'
import type { UrlOptions } from '#shared/imagekit/url-options.ts'

const urlEndpoint = 'https://media.example/shop'
const privateKey = 'a private key'
const now = 1_700_000_000_500
const base: UrlOptions = { urlEndpoint, privateKey, now, signed: true, path: '/sea/boat.jpg' }
const hashOf = (text: string) => createHmac('sha1', privateKey).update(text).digest('hex')
const check = (requested: string, at = now) => checkSignature(requested, { urlEndpoint, privateKey, now: at })

describe('a signed URL', () => {
  test('ends with the hash of what follows the endpoint', () => {
    expect(url({ ...base, transformation: [{ width: 9 }] })).toBe(
      `${urlEndpoint}/tr:w-9/sea/boat.jpg?ik-s=${hashOf('tr:w-9/sea/boat.jpg9999999999')}`,
    )
  })

  test('names its expiry, and is signed with it', () => {
    const options = { ...base, query_parameters: { v: 1 }, expire_seconds: 300 }
    expect(url(options)).toBe(
      `${urlEndpoint}/sea/boat.jpg?v=1&ik-t=1700000300&ik-s=${hashOf('sea/boat.jpg?v=11700000300')}`,
    )
  })

  test.each([0, -5, 'soon', Number.NaN, 1e300, null])('never expires with %s seconds', (expireSeconds) => {
    expect(url({ ...base, expireSeconds })).toBe(url(base))
  })

  test('is signed as it goes over the wire', () => {
    expect(url({ ...base, path: '/é b.jpg' })).toBe(
      `${urlEndpoint}/%C3%A9%20b.jpg?ik-s=${hashOf('%C3%A9%20b.jpg9999999999')}`,
    )
  })

  test('of a foreign source is signed whole', () => {
    const src = 'https://other.example/a.jpg'
    expect(url({ ...base, path: '', src })).toBe(`${src}?ik-s=${hashOf(`${src}9999999999`)}`)
  })

  test('loses the signature that it had, and keeps its fragment last', () => {
    const path = '/a.jpg?ik-s=old&x=1&ik-t=5#top'
    expect(url({ ...base, path })).toBe(`${urlEndpoint}/a.jpg?x=1&ik-s=${hashOf('a.jpg?x=19999999999')}#top`)
  })

  test('of the modern dialect is signed when it expires, even if not asked', () => {
    const options: UrlOptions = { ...base, signed: false, expiresIn: 60 }
    expect(url({ ...options, dialect: 'modern' })).toContain('?ik-t=1700000060&ik-s=')
    expect(url(options)).not.toContain('ik-s')
  })

  test('that is not ASCII is signed in its encoded form', () => {
    const signed = signature({ url: `${urlEndpoint}/é.jpg?n=ü`, urlEndpoint: `${urlEndpoint}/`, privateKey })
    expect(signed).toBe(hashOf('%C3%A9.jpg?n=ü9999999999'))
  })
})

describe('a signature', () => {
  const signed = url({ ...base, transformation: [{ width: 9 }], queryParameters: { v: 1 }, expireSeconds: 300 })

  test('is valid until it expires', () => {
    expect(check(signed)).toBe('valid')
    expect(check(signed, now + 299_000)).toBe('valid')
    expect(check(signed, now + 300_000)).toBe('expired')
  })

  test('may stand before the other parameters, in either order', () => {
    const [path, query = ''] = signed.split('?')
    expect(check(`${path}?${query.split('&').reverse().join('&')}`)).toBe('valid')
  })

  test('made of the path before it was encoded is valid, too', () => {
    expect(check(`${urlEndpoint}/%C3%A9%20b.jpg?ik-s=${hashOf('é b.jpg9999999999')}`)).toBe('valid')
    expect(check(`${urlEndpoint}/%E0%A4%A.jpg?ik-s=${hashOf('b.jpg9999999999')}`)).toBe('wrong')
  })

  test('is wrong where escapes stand for what was signed: they may mean another transformation or picture', () => {
    const hash = hashOf('tr:w-100/a.png9999999999')
    expect(check(`${urlEndpoint}/tr:w-100/a.png?ik-s=${hash}`)).toBe('valid')
    const others = ['tr:w%2D100/a.png', 'tr%3Aw-100/a.png', 'tr:w-100%2Fa.png', 'tr:w-%3100/a.png', 'tr:w-100/%61.png']
    for (const other of others) expect([other, check(`${urlEndpoint}/${other}?ik-s=${hash}`)]).toEqual([other, 'wrong'])
  })

  test('is wrong for another key, path, size or expiry, in capitals, cut off or given twice', () => {
    const others = [
      url({ ...base, privateKey: 'another' }),
      signed.replace('boat', 'goat'),
      signed.replace('w-9', 'w-8'),
      signed.replace('ik-t=17', 'ik-t=18'),
      signed.replace(/ik-t=\d+/, 'ik-t=x'),
      signed.replace(/ik-s=\w+/, (text) => `ik-s=${text.slice(5).toUpperCase()}`),
      signed.slice(0, -1),
      `${signed}&ik-s=${signed.slice(-40)}`,
    ]
    expect(others.map((other) => check(other))).toEqual(others.map(() => 'wrong'))
  })

  test('is missing where none is given', () => {
    expect(check(`${urlEndpoint}/sea/boat.jpg?v=1`)).toBe('missing')
  })

  test('is valid on whatever the builder signs below its endpoint', () => {
    const path = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('#'))
    const dialect = fc.constantFrom('seed', 'classic', 'modern')
    fc.assert(
      fc.property(path, dialect, fc.string(), (name, rules, raw) => {
        const input = { ...base, path: `/${name}`, dialect: rules, transformation: [{ raw }] } as UrlOptions
        expect(check(url(input))).toBe('valid')
      }),
    )
  })
})

describe('the parameters of an upload', () => {
  test('are those of the documentation for its token and expiry', () => {
    const given = { token: 'your_token', expire: 1582269249, privateKey: 'private_key_test' }
    const { token, expire } = given
    const expected = { token, expire, signature: 'e71bcd6031016b060d349d212e23e85c791decdd' }
    expect(getAuthenticationParameters(given)).toEqual(expected)
  })

  test('are a new token for half an hour where none is given', () => {
    const first = getAuthenticationParameters({ privateKey, token: '', expire: 0, now })
    expect(first.token).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
    expect(first.expire).toBe(1_700_001_800)
    expect(first.signature).toBe(hashOf(`${first.token}1700001800`))
    expect(getAuthenticationParameters({ privateKey }).token).not.toBe(first.token)
  })

  test('need the private key', () => {
    expect(() => getAuthenticationParameters({ privateKey: '' })).toThrow(
      expect.objectContaining({ code: 'MISSING_PRIVATE_KEY', field: 'privateKey' }),
    )
  })
})
