import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '#shared/client.ts'
import { url } from '#shared/imagekit/url.ts'
import { type Doors, makePicture, openDoors, pictureForm } from '../helpers/api-doors.ts'
import { clientOf } from '../helpers/library.ts'

const foreign = { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' }
const source = 'https://example.com/é.png?a=1'

/** A library with one picture, behind a token where one is told. */
async function openWithPicture(token?: string) {
  const doors = await openDoors('a socket', { token })
  const body = pictureForm(await makePicture(1), { url: source, client_name: 'tester' }, "it's é {b}^.png")
  await doors.ask(`${token ? `/k/${encodeURIComponent(token)}` : ''}/images`, { method: 'POST', body })
  return { doors, client: clientOf(doors.library) }
}

describe.each([undefined, 'a token/of #1'])('the library signs URLs, its token being %s', (token) => {
  let doors: Doors
  let client: Client
  let endpoints: string[]
  beforeAll(async () => {
    const opened = await openWithPicture(token)
    doors = opened.doors
    client = opened.client
    const path = token ? `/k/${encodeURIComponent(token)}/media` : '/media'
    endpoints = ['127.0.0.1', 'localhost'].map((host) => `http://${host}:${doors.port}${path}`)
  })
  afterAll(() => doors.close())

  const sign = async (whole: string, urlEndpoint: string, expireSeconds?: number) =>
    (await client.transformations.sign({ url: whole, urlEndpoint, ...(expireSeconds && { expireSeconds }) })).url
  const statusOf = async (whole: string) => (await fetch(whole, { headers: foreign })).status

  test('and its door takes exactly them, from any page', async () => {
    const names = ["it's é {b}^.png", "it's%20%C3%A9%20%7Bb%7D%5E.png", source, encodeURIComponent(source)]
    for (const urlEndpoint of endpoints)
      for (const name of names)
        for (const below of [`/${name}`, `/tr:w-10,f-png/${name}`, `/tr:l-text,i-é it's,fs-9,l-end:rt-90/${name}`]) {
          const signed = await sign(urlEndpoint + below, urlEndpoint)
          expect([signed, await statusOf(signed)]).toEqual([signed, 200])
          expect([signed, await statusOf(signed.replace(/ik-s=./, 'ik-s=x'))]).toEqual([signed, 401])
          expect([below, await statusOf(urlEndpoint + below)]).toEqual([below, 403])
        }
  })

  test('in every dialect and position, with other parameters beside', async () => {
    const [urlEndpoint = ''] = endpoints
    for (const dialect of ['seed', 'classic', 'modern'] as const)
      for (const transformationPosition of ['path', 'query'] as const) {
        const transformation = [{ width: 10, raw: "l-text,i-é it's & co,l-end" }]
        const queryParameters = { 'ik-attachment': 'true' }
        const options = { dialect, transformationPosition, transformation, queryParameters, urlEndpoint }
        const signed = await sign(url({ ...options, path: "/it's é {b}^.png" }), `${urlEndpoint}/`)
        expect([signed, await statusOf(signed)]).toEqual([signed, 200])
      }
  })

  test('to expire, where that is told', async () => {
    const [urlEndpoint = ''] = endpoints
    const signed = await sign(`${urlEndpoint}/tr:w-9/x.png?a=b`, urlEndpoint, 60)
    const [, time = ''] = /\?a=b&ik-t=(\d{10})&ik-s=[0-9a-f]{40}$/.exec(signed) ?? []
    expect(Math.abs(Number(time) - Date.now() / 1000 - 60)).toBeLessThan(30)
    expect(await statusOf(signed)).toBe(404)
    const past = signed.replace(time, `${Number(time) - 100}`)
    expect(await statusOf(past)).toBe(401)
  })

  test('anew, where they bear a signature, and the fragment stays last', async () => {
    const [urlEndpoint = ''] = endpoints
    const plain = `${urlEndpoint}/tr:w-9/${encodeURIComponent(source)}`
    const once = await sign(`${plain}#part?x`, urlEndpoint, 60)
    expect(once).toMatch(/ik-s=[0-9a-f]{40}#part\?x$/)
    expect(await sign(once, urlEndpoint)).toBe(await sign(`${plain}#part?x`, urlEndpoint))
    expect(await statusOf(await sign(once, urlEndpoint))).toBe(200)
  })

  test('and none that is not its own', async () => {
    const [urlEndpoint = ''] = endpoints
    const bad = ['', 'x', `${urlEndpoint}`, `${urlEndpoint}x/a.png`, 'https://example.com/media/a.png', '/media/a.png']
    for (const one of [...bad.slice(1), `${urlEndpoint}/../images/a`, `${urlEndpoint}/tr:w-1/tr:w-2/a`])
      await expect(sign(one, urlEndpoint), one).rejects.toMatchObject({ code: 'invalid', field: 'url' })
  })

  test('without ever telling the key', async () => {
    const [urlEndpoint = ''] = endpoints
    const { privateKey } = await client.transformations.key({})
    expect(await sign(`${urlEndpoint}/a.png`, urlEndpoint)).not.toContain(privateKey.slice(8))
    const answer = await doors.ask('/rpc/transformations.key', {
      ...{ method: 'POST', body: '{}' },
      headers: token ? { authorization: `Bearer ${token}` } : {},
    })
    expect(await answer.text()).not.toContain(privateKey)
  })
})
