import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { url } from '#shared/imagekit/url.ts'
import { type Doors, makePicture, openDoors, storePicture, transports } from '../helpers/api-doors.ts'
import { clientOf } from '../helpers/library.ts'

describe.each(transports)('files that not everybody may see, over %s', (transport) => {
  let doors: Doors
  let hash: string
  const client = () => clientOf(doors.library)
  beforeAll(async () => {
    doors = await openDoors(transport)
    const source = 'https://example.com/secret.png'
    const { entry } = await storePicture(doors, await makePicture(1), source, { filename: 'secret.png' })
    hash = entry.content_hash
    await storePicture(doors, await makePicture(2), 'https://example.com/open.png', { filename: 'open.png' })
    await update('/secret.png', { isPrivate: true })
    const settings = await client().transformations.settings({})
    await client().transformations.configure({
      ...settings,
      named: { small: 'w-8', veiled: 'l-image,i-secret.png,l-end' },
    })
  })
  afterAll(() => doors.close())

  async function update(
    path: string,
    attributes: { isPrivate?: boolean; isPublished?: boolean; customCoordinates?: string },
  ) {
    const { id } = await client().files.at({ path })
    await client().files.update({ files: [id], ...attributes })
  }
  const ask = async (path: string, headers: Record<string, string> = {}) =>
    (await doors.ask(`/media${path}`, { headers })).status

  test('a private one is asked for its signature, by its path, its hash and the URL that it came from', async () => {
    const names = ['/secret.png', '/tr:w-10/secret.png', `/${hash}`, '/https://example.com/secret.png']
    for (const name of names) expect([name, await ask(name)]).toEqual([name, 401])
    expect(await ask('/open.png')).toBe(200)
  })

  test('a private one is shown by a signed URL, and to the library’s own page', async () => {
    const privateKey = await doors.library.delivery.privateKey()
    const signed = url({ urlEndpoint: `${doors.base}/media`, path: '/secret.png', signed: true, privateKey })
    expect((await doors.ask(signed.slice(doors.base.length))).status).toBe(200)
    expect(await ask('/tr:w-10/secret.png', { 'sec-fetch-site': 'same-origin' })).toBe(200)
  })

  test('a private one is shown by transformations that have a name, and by no layer of another picture', async () => {
    expect(await ask('/tr:n-small/secret.png')).toBe(200)
    expect(await ask('/tr:n-small,w-20/secret.png')).toBe(401)
    expect(await ask('/tr:l-image,i-secret.png,l-end/open.png')).toBe(401)
    expect(await ask('/tr:n-veiled/open.png')).toBe(200)
  })

  test('one whose image is another file’s, too, is as open as that by hash', async () => {
    const { id } = await client().files.at({ path: '/secret.png' })
    await client().files.copy({ files: [id], folder: '/shown' })
    await update('/shown/secret.png', { isPrivate: false })
    expect([await ask(`/${hash}`), await ask('/shown/secret.png'), await ask('/secret.png')]).toEqual([200, 200, 401])
    for (let at = 0; at < 2; at++) await client().history.undo({})
    expect(await ask(`/${hash}`)).toBe(401)
  })

  test('an unpublished one is not found by its path', async () => {
    await update('/open.png', { isPublished: false })
    expect(await ask('/open.png')).toBe(404)
    await client().history.undo({})
    expect(await ask('/open.png')).toBe(200)
  })
})

describe('the part of a picture that is stored with its file', () => {
  test('is what fo-custom keeps', async () => {
    const doors = await openDoors('the handler')
    const half = { create: { width: 50, height: 100, channels: 3 as const, background: '#00f' } }
    const whole = sharp({ create: { width: 100, height: 100, channels: 3, background: '#f00' } })
    const picture = await whole
      .composite([{ input: half, left: 50, top: 0 }])
      .png()
      .toBuffer()
    await storePicture(doors, picture, 'https://example.com/halves.png', { filename: 'halves.png' })
    const client = clientOf(doors.library)
    const { id } = await client.files.at({ path: '/halves.png' })
    const colorOf = async () => {
      const answer = await doors.ask('/media/tr:w-10,h-10,cm-extract,fo-custom,f-png/halves.png')
      const { channels } = await sharp(await answer.arrayBuffer()).stats()
      return channels.slice(0, 3).map(({ mean }) => mean)
    }
    await client.files.update({ files: [id], customCoordinates: '0,0,10,10' })
    expect(await colorOf()).toEqual([255, 0, 0])
    await client.files.update({ files: [id], customCoordinates: '80,0,10,10' })
    expect(await colorOf()).toEqual([0, 0, 255])
    await doors.close()
  })
})
