import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Doors, makePicture, openDoors, pictureForm, transports } from '../helpers/api-doors.ts'
import { until } from '../helpers/library.ts'

const webp = { accept: 'image/avif,image/webp,image/*' }

async function storeNamed(doors: Doors, bytes: Buffer, filename: string) {
  const body = pictureForm(bytes, { url: `https://example.com/${filename}?v=1`, client_name: 'tester' }, filename)
  const response = await doors.ask('/images', { method: 'POST', body })
  return ((await response.json()) as { content_hash: string }).content_hash
}

async function pictureOf(answer: Response) {
  const { format, width, height } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata()
  return `${format} ${width}x${height}`
}

describe.each(transports)('transformed over %s', (transport) => {
  let doors: Doors
  let hash: string
  beforeAll(async () => {
    doors = await openDoors(transport)
    hash = await storeNamed(doors, await makePicture(1, 'jpeg', 120), 'a.jpg')
    await storeNamed(doors, await makePicture(2, 'png', 40), 'b.png')
  })
  afterAll(() => doors.close())

  test('a picture is rendered however it is named and wherever the steps stand', async () => {
    const paths = [
      '/media/tr:w-60,h-30,f-png/a.jpg',
      '/media/a.jpg?tr=w-60%2Ch-30%2Cf-png',
      '/media/a.jpg?tr=w-60,h-30,f-png',
      `/media/tr:w-60,h-30,f-png/${hash}`,
      '/media/tr:w-60,h-30,f-png/https:/example.com/a.jpg?v=1',
      '/media/tr:w-100:w-60,h-30,f-png/a.jpg',
    ]
    for (const path of paths) {
      const answer = await doors.ask(path)
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, 200, 'image/png'])
      expect(await pictureOf(answer)).toBe('png 60x30')
    }
  })

  test('the format is the client’s where none is asked for, and caches are told', async () => {
    const [plain, modern] = [
      await doors.ask('/media/tr:w-50/a.jpg'),
      await doors.ask('/media/tr:w-50/a.jpg', { headers: webp }),
    ]
    expect(plain.headers.get('vary')).toContain('accept')
    expect(modern.headers.get('vary')).toContain('accept')
    expect(plain.headers.get('etag')).not.toBe(modern.headers.get('etag'))
    expect(await pictureOf(plain)).toBe('jpeg 50x50')
    expect(await pictureOf(modern)).toBe('webp 50x50')
    expect((await doors.ask('/media/tr:w-50,f-jpg/a.jpg')).headers.get('vary')).not.toContain('accept')
  })

  test('the client’s hints decide where they are asked for', async () => {
    const answer = await doors.ask('/media/tr:w-20,dpr-auto,f-png/a.jpg', { headers: { 'sec-ch-dpr': '2' } })
    expect(answer.headers.get('vary')).toContain('sec-ch-dpr')
    expect(answer.headers.get('content-dpr')).toBe('2')
    expect(await pictureOf(answer)).toBe('png 40x40')
  })

  test('how dense a picture is, is told where the client’s hints decided', async () => {
    const densityOf = async (steps: string, headers: Record<string, string>) => {
      const answer = await doors.ask(`/media/tr:${steps}/a.jpg`, { headers })
      expect(answer.headers.get('vary')).toContain('sec-ch-dpr')
      return answer.headers.get('content-dpr')
    }
    expect(await densityOf('w-auto', { 'sec-ch-width': '80', 'sec-ch-dpr': '1.5' })).toBe('1.5')
    expect(await densityOf('w-auto,dpr-auto', { 'sec-ch-viewport-width': '40', dpr: '2' })).toBe('2')
    expect(await densityOf('w-auto', { 'sec-ch-width': '80' })).toBe(null)
    expect(await densityOf('w-20,dpr-auto', {})).toBe(null)
    expect(await densityOf('w-20,dpr-auto', { 'sec-ch-dpr': '9' })).toBe('5')
    expect(await densityOf('w-4000,dpr-auto', { 'sec-ch-dpr': '2' })).toBe(null)
    expect(await densityOf('w-20,l-image,i-b.png,w-5,dpr-auto,l-end', { 'sec-ch-dpr': '2' })).toBe(null)
    expect((await doors.ask('/media/tr:w-20,dpr-2/a.jpg')).headers.get('content-dpr')).toBe(null)
  })

  test('the tag is strong, the same for the same result, and spares the bytes', async () => {
    const first = await doors.ask('/media/tr:w-51,f-png/a.jpg')
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[0-9a-f]{64}"$/)
    expect((await doors.ask(`/media/${hash}?tr=f-png,w-51`)).headers.get('etag')).toBe(etag)
    expect((await doors.ask('/media/tr:w-52,f-png/a.jpg')).headers.get('etag')).not.toBe(etag)
    const again = await doors.ask('/media/tr:w-51,f-png/a.jpg', { headers: { 'if-none-match': etag } })
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, ''])
  })

  test('only what a content hash fixes is kept for ever', async () => {
    const caching = async (path: string) => (await doors.ask(path)).headers.get('cache-control')
    expect(await caching(`/media/tr:w-50/${hash}`)).toMatch(/immutable/)
    expect(await caching(`/media/tr:w-50,l-text,i-x,l-end/${hash}`)).toMatch(/immutable/)
    for (const path of ['tr:w-50/a.jpg', `tr:w-50,l-image,i-b.png,l-end/${hash}`, `tr:n-ik_ml_thumbnail/${hash}`])
      expect([path, await caching(`/media/${path}`)]).toEqual([path, 'private, no-cache'])
  })

  test('HEAD tells all but the bytes, and Server-Timing where the time went and what was kept', async () => {
    const [get, head] = [
      await doors.ask('/media/tr:w-53/a.jpg'),
      await doors.ask('/media/tr:w-53/a.jpg', { method: 'HEAD' }),
    ]
    expect(head.headers.get('content-length')).toBe(String((await get.arrayBuffer()).byteLength))
    expect(await head.text()).toBe('')
    expect(get.headers.get('server-timing')).toMatch(/^plan;dur=[\d.]+, picture;dur=[\d.]+$/)
    expect(head.headers.get('server-timing')).toMatch(/^plan;dur=[\d.]+, picture;dur=[\d.]+, kept$/)
  })

  test('a picture to be saved has the name and the ending that fit', async () => {
    const named = async (path: string) => (await doors.ask(path)).headers.get('content-disposition')
    expect(await named('/media/tr:w-50,f-webp/a.jpg?ik-attachment=true')).toMatch(/^attachment; filename="a\.webp"/)
    expect(await named('/media/tr:f-jpg,w-5/https://example.com/b.png?v=1&ik-attachment=true')).toMatch(/"b\.jpg"/)
    expect(await named('/media/tr:w-50,f-webp/a.jpg')).toBeNull()
  })

  test('what was ignored is told in a header', async () => {
    const answer = await doors.ask('/media/tr:w-abc,h-50,f-png/a.jpg?tr=w-1')
    expect(await pictureOf(answer)).toBe('png 50x50')
    const warning = answer.headers.get('x-magpie-warning') ?? ''
    expect(warning).toMatch(/^[\x20-\x7e]+$/)
    expect(warning).toMatch(/query.*\| .*abc/)
    expect((await doors.ask('/media/tr:h-50/a.jpg')).headers.get('x-magpie-warning')).toBeNull()
  })

  test.each([
    ['/media/tr:e-bgremove/a.jpg', 400, 'ENOTSUP'],
    ['/media/tr:w-50,l-image,i-missing.png,l-end/a.jpg', 404, 'ENOENT'],
    ['/media/tr:w-50,l-image,i-b.png/a.jpg', 400, 'EINVAL'],
    ['/media/tr:n-missing/a.jpg', 400, 'EINVAL'],
    ['/media/tr:w-50/missing.jpg', 404, 'ENOENT'],
    ['/media/tr:w-50,di-missing.jpg/missing.jpg', 404, 'ENOENT'],
  ])('%s is %i, told as %s', async (path, status, code) => {
    const answer = await doors.ask(path)
    expect([answer.status, answer.headers.get('ik-error')?.split(' - ')[0]]).toEqual([status, code])
    const body = await answer.text()
    if (status === 404) expect(body).toBe('Not Found')
    else expect(body).toMatch(/^Bad Image Transformation Request\n./)
  })

  test('a missing picture gives way to the default one, and is looked for again', async () => {
    const answer = await doors.ask('/media/tr:w-20,f-png,di-b.png/missing.jpg')
    expect(answer.headers.get('cache-control')).toBe('private, no-cache')
    expect(await pictureOf(answer)).toBe('png 20x20')
    const byHash = await doors.ask(`/media/tr:w-20,f-png,di-b.png/${'0'.repeat(64)}`)
    expect([byHash.status, byHash.headers.get('cache-control')]).toEqual([200, 'private, no-cache'])
  })

  test('the original is had by orig-true, in parts as well', async () => {
    const answer = await doors.ask('/media/tr:orig-true/a.jpg', { headers: { range: 'bytes=0-1' } })
    expect([answer.status, answer.headers.get('etag')]).toEqual([206, `"${hash}"`])
  })

  test('a page of a picture is a picture', async () => {
    expect(await pictureOf(await doors.ask('/media/a.jpg/ik-thumbnail.jpg', { headers: webp }))).toBe('webp 120x120')
  })
})

test('strictly, malformed values and a second transformation are refused', async () => {
  const doors = await openDoors('the handler')
  await storeNamed(doors, await makePicture(1), 'a.png')
  const settings = JSON.stringify({ strict: true, origins: [], named: {} })
  const headers = { 'content-type': 'application/json' }
  expect((await doors.ask('/rpc/transformations.configure', { method: 'POST', body: settings, headers })).status).toBe(
    200,
  )
  for (const path of ['/media/tr:w-abc/a.png', '/media/tr:w-10/a.png?tr=w-20'])
    expect([path, (await doors.ask(path)).status]).toEqual([path, 400])
  expect((await doors.ask('/media/tr:w-10/a.png')).status).toBe(200)
  await doors.close()
})

test('a transformation is asked for by its name, and follows when what is saved changes', async () => {
  const doors = await openDoors('the handler')
  await storeNamed(doors, await makePicture(1), 'a.png')
  const save = (named: Record<string, string>) =>
    doors.ask('/rpc/transformations.configure', {
      method: 'POST',
      body: JSON.stringify({ strict: false, origins: [], named }),
    })
  const ask = async () => pictureOf(await doors.ask('/media/tr:n-small,f-png/a.png'))
  await save({ small: 'w-20', nested: 'n-small:n-nested' })
  expect(await ask()).toBe('png 20x20')
  await save({ small: 'w-30', nested: 'n-small:n-nested' })
  expect(await ask()).toBe('png 30x30')
  for (const name of ['nested', 'toString', '__proto__'])
    expect([name, (await doors.ask(`/media/tr:n-${name}/a.png`)).status]).toEqual([name, 400])
  await doors.close()
})

test('equal requests have one variant, which is kept in the library’s folder', async () => {
  const doors = await openDoors('the handler')
  await storeNamed(doors, await makePicture(1), 'a.png')
  const folder = join(doors.directory, 'variants')
  const answers = await Promise.all(Array.from({ length: 8 }, () => doors.ask('/media/tr:w-10,f-png/a.png')))
  const bodies = await Promise.all(answers.map((answer) => answer.arrayBuffer()))
  expect(new Set(bodies.map((body) => Buffer.from(body).toString('hex'))).size).toBe(1)
  const [key = ''] = (answers[0]?.headers.get('etag') ?? '').match(/[0-9a-f]+/) ?? []
  await until(async () => (await readdir(folder).catch(() => [])).length > 0)
  expect(await readdir(folder)).toEqual([expect.stringMatching(new RegExp(`^[0-9a-f]{16}${key}$`))])
  await doors.close()
})

test('a client that goes away leaves the library well', async () => {
  const doors = await openDoors('a socket')
  await storeNamed(doors, await makePicture(1, 'png', 900), 'a.png')
  const leaving = new AbortController()
  const left = doors
    .ask('/media/tr:w-2000,h-2000,bl-20/a.png', { signal: leaving.signal })
    .catch((error: Error) => error.name)
  await new Promise((resolve) => setTimeout(resolve, 20))
  leaving.abort()
  expect(await left).toBe('AbortError')
  expect((await doors.ask('/media/tr:w-10/a.png')).status).toBe(200)
  await doors.close()
})

test('bytes that are no picture are refused when steps are asked for', async () => {
  const doors = await openDoors('the handler')
  await storeNamed(doors, Buffer.from('not a picture'), 'a.txt')
  const answer = await doors.ask('/media/tr:w-10/a.txt')
  expect(answer.status).toBe(400)
  expect((await doors.ask('/media/a.txt')).status).toBe(200)
  await doors.close()
})
