import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { previewPath } from '#shared/urls.ts'
import { type Doors, makePicture, openDoors, pictureForm, transports } from '../helpers/api-doors.ts'
import { clientOf } from '../helpers/library.ts'

describe.each(transports)('previews over %s', (transport) => {
  let doors: Doors
  let hash: string
  beforeAll(async () => {
    doors = await openDoors(transport)
    const body = pictureForm(
      await makePicture(1, 'jpeg', 120),
      { url: 'https://example.com/a.jpg', client_name: 'x' },
      'a.jpg',
    )
    const response = await doors.ask('/images', { method: 'POST', body })
    hash = ((await response.json()) as { content_hash: string }).content_hash
  })
  afterAll(() => doors.close())

  test.each([
    ['w-60,h-30', 'jpeg', 60, 30],
    ['w-60,h-30,r-max', 'png', 60, 30],
    ['l-text,i-a+b%2Cc,l-end,w-50', 'jpeg', 50, 50],
    ['', 'jpeg', 120, 120],
  ])('“%s” is drawn', async (transformation, format, width, height) => {
    const answer = await doors.ask(previewPath(hash, transformation))
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, `image/${format}`])
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).toMatchObject({ format, width, height })
  })

  test.each([
    ['w-60,,h-1', 'EINVAL'],
    ['w-900,h-900,cm-extract', 'EINVAL'],
    ['e-bgremove', 'ENOTSUP'],
    ['l-image,i-none.jpg,l-end', 'ENOENT'],
  ])('“%s” is answered as the pictures themselves are', async (transformation, code) => {
    const [preview, picture] = [
      await doors.ask(previewPath(hash, transformation)),
      await doors.ask(`/media/${hash}?tr=${encodeURIComponent(transformation)}`),
    ]
    expect(preview.headers.get('ik-error')).toContain(code)
    expect(preview.headers.get('ik-error')).toBe(picture.headers.get('ik-error'))
    expect([preview.status, await preview.text()]).toEqual([picture.status, await picture.text()])
  })

  test('a picture that is not there is not found', async () => {
    for (const name of ['0'.repeat(64), 'a.jpg', `${hash}x`])
      expect((await doors.ask(previewPath(name, 'w-9'))).status).toBe(404)
  })

  test('what is malformed is refused where the library is strict', async () => {
    const client = clientOf(doors.library)
    await client.transformations.configure({ strict: true, origins: [], named: { small: 'w-20' } })
    expect((await doors.ask(previewPath(hash, 'w-abc'))).status).toBe(400)
    expect((await doors.ask(previewPath(hash, 'n-small'))).status).toBe(200)
    await client.history.undo({})
    expect((await doors.ask(previewPath(hash, 'w-abc'))).status).toBe(200)
  })

  test('other pages see none, be they allowed to show pictures', async () => {
    await clientOf(doors.library).transformations.configure({
      strict: false,
      origins: ['http://localhost:3000'],
      named: {},
    })
    const headers = { referer: 'http://localhost:3000/', 'sec-fetch-site': 'same-site' }
    expect((await doors.ask(previewPath(hash, 'w-9'), { headers })).status).toBe(403)
  })
})
