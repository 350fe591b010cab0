import { blake2b } from 'hash-wasm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ImgcacheStored } from '../../electron/api/rest/imgcache-entry.ts'
import { type Doors, makePicture, openDoors, pictureForm, storePicture, transports } from '../helpers/api-doors.ts'
import { encoder, png, scene } from '../helpers/pictures.ts'

const nowhere = 'f'.repeat(64)

describe.each(transports)('imgcache’s routes over %s', (transport) => {
  let doors: Doors
  beforeAll(async () => {
    doors = await openDoors(transport)
  })
  afterAll(() => doors.close())

  const get = async (path: string) => {
    const response = await doors.ask(path)
    return { response, status: response.status, body: await response.json() }
  }

  test('a new picture is answered with 201 and exactly the fields of an entry and its nearest picture', async () => {
    const bytes = await makePicture(1)
    const { status, entry } = await storePicture(doors, bytes, 'https://a.example/new/one.png?size=2')
    expect(status).toBe(201)
    expect(ImgcacheStored.parse(entry)).toEqual(entry)
    expect(entry).toMatchObject({
      url: 'https://a.example/new/one.png?size=2',
      content_hash: await blake2b(bytes, 256),
      content_type: 'image/png',
      file_size_bytes: bytes.length,
      original_filename: 'one.png',
      width: 48,
      height: 48,
      client_name: 'tester',
      perceptual_hash: expect.stringMatching(/^[0-9a-f]{16}$/),
      near_duplicate: null,
    })
  })

  test('a picture that is like one there already is answered with which, how near, and how it is turned', async () => {
    const first = await storePicture(doors, await png(31), 'https://a.example/like')
    const mirrored = await encoder(scene(31)).flop().png().toBuffer()
    const { status, entry } = await storePicture(doors, mirrored, 'https://a.example/like-mirrored')
    expect(status).toBe(201)
    expect(entry.near_duplicate).toEqual({
      content_hash: first.entry.content_hash,
      hamming_distance: expect.any(Number),
      orientation: 'mirrored',
    })
  })

  test('identical bytes are answered with 200, and both URLs find the image', async () => {
    const bytes = await makePicture(2)
    const first = await storePicture(doors, bytes, 'https://a.example/twice')
    const second = await storePicture(doors, bytes, 'https://b.example/twice')
    expect([first.status, second.status]).toEqual([201, 200])
    expect(second.entry.url).toBe('https://b.example/twice')
    for (const url of ['https://a.example/twice', 'https://b.example/twice']) {
      const { body } = await get(`/images/lookup?url=${encodeURIComponent(url)}`)
      expect(body).toMatchObject({ url, content_hash: first.entry.content_hash })
    }
  })

  test('a file name is kept as given, and where the client gave none the URL’s last segment stands in', async () => {
    const form = pictureForm(await makePicture(3), { url: 'https://a.example/path/x', client_name: 't' }, 'näme.png')
    const named = await doors.ask('/images', { method: 'POST', body: form })
    expect(await named.json()).toMatchObject({ original_filename: 'näme.png' })
    const { entry } = await storePicture(doors, await makePicture(4), 'https://a.example/path/last.webp#top')
    expect(entry.original_filename).toBe('last.webp')
  })

  test.each([
    ['2026-01-02T03:04:05', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02T03:04:05.678901+02:00', '2026-01-02T01:04:05.678Z'],
    ['2026-01-02 03:04', '2026-01-02T03:04:00.000Z'],
    ['2026-01-02', '2026-01-02T00:00:00.000Z'],
  ])('the lookup time %s is taken', async (given, kept) => {
    const { entry } = await storePicture(doors, await makePicture(5), `https://a.example/${given}`, {
      lookup_time: given,
    })
    expect(entry.lookup_time).toBe(kept)
  })

  test('the newest entry is the one that meta and lookup answer with', async () => {
    const bytes = await makePicture(6)
    const { entry } = await storePicture(doors, bytes, 'https://a.example/older')
    await storePicture(doors, bytes, 'https://a.example/newer')
    expect((await get(`/images/meta/${entry.content_hash}`)).body).toMatchObject({ url: 'https://a.example/newer' })
    await storePicture(doors, bytes, 'https://a.example/older')
    expect((await get(`/images/meta/${entry.content_hash}`)).body).toMatchObject({ url: 'https://a.example/older' })
  })

  test('search takes the text literally, in any case, newest first, and counts all', async () => {
    for (const [seed, url] of [
      'https://s.example/100%_A',
      'https://s.example/100%_b',
      'https://s.example/100xyb',
    ].entries())
      await storePicture(doors, await makePicture(10 + seed), url)
    const { response, body } = await get('/images/search?url_contains=EXAMPLE/100%25_')
    expect(body.map((entry: { url: string }) => entry.url)).toEqual([
      'https://s.example/100%_b',
      'https://s.example/100%_A',
    ])
    expect(response.headers.get('x-total-count')).toBe('2')
    expect(response.headers.get('x-truncated')).toBeNull()
    expect((await get('/images/search?url_contains=not-there')).body).toEqual([])
  })

  test('a list that is cut off says so', async () => {
    const { response, body } = await get('/images/search?url_contains=a.example&limit=2')
    expect(body).toHaveLength(2)
    expect(Number(response.headers.get('x-total-count'))).toBeGreaterThan(2)
    expect(response.headers.get('x-truncated')).toBe('true')
  })

  test('similar finds the picture itself at distance 0, in capitals too', async () => {
    const { entry } = await storePicture(doors, await makePicture(7), 'https://a.example/like')
    const { body } = await get(
      `/images/similar?perceptual_hash=${entry.perceptual_hash?.toUpperCase()}&max_hamming_distance=0`,
    )
    expect(body.map((found: { content_hash: string }) => found.content_hash)).toContain(entry.content_hash)
    expect((await get(`/images/similar?perceptual_hash=${entry.perceptual_hash}`)).status).toBe(200)
  })

  test('bytes that nothing decodes are stored without a perceptual hash and never found by likeness', async () => {
    const { status, entry } = await storePicture(doors, Buffer.from('no picture at all'), 'https://a.example/text')
    expect(status).toBe(201)
    expect(entry).toMatchObject({ perceptual_hash: null, width: null, height: null })
    const { body } = await get('/images/similar?perceptual_hash=0000000000000000&max_hamming_distance=64')
    expect(body.map((found: { content_hash: string }) => found.content_hash)).not.toContain(entry.content_hash)
  })

  test('a deleted image is gone everywhere, and the same bytes bring it back as new', async () => {
    const bytes = await makePicture(8)
    const { entry } = await storePicture(doors, bytes, 'https://a.example/gone')
    const removed = await doors.ask(`/images/${entry.content_hash}`, { method: 'DELETE' })
    expect([removed.status, await removed.text()]).toEqual([204, ''])
    expect((await doors.ask(`/images/${entry.content_hash}`)).status).toBe(404)
    expect((await get(`/images/meta/${entry.content_hash}`)).status).toBe(404)
    expect((await get('/images/lookup?url=https://a.example/gone')).status).toBe(404)
    expect((await get('/images/search?url_contains=a.example/gone')).body).toEqual([])
    expect((await doors.ask(`/images/${entry.content_hash}`, { method: 'DELETE' })).status).toBe(404)
    expect((await storePicture(doors, bytes, 'https://a.example/gone')).status).toBe(201)
    expect((await get(`/images/meta/${entry.content_hash}`)).status).toBe(200)
  })

  test('a deletion is told to the library with the client’s own name', async () => {
    const { entry } = await storePicture(doors, await makePicture(9), 'https://a.example/actor')
    await doors.ask(`/images/${entry.content_hash}`, {
      method: 'DELETE',
      headers: { 'user-agent': 'python-httpx/0.23' },
    })
    const [latest] = await doors.library.call('history.list', { limit: 1 }, 'tester')
    expect(latest?.actor).toBe('python-httpx')
  })

  test('health is exactly ok', async () => {
    expect((await get('/health')).body).toEqual({ status: 'ok' })
  })

  test('metrics count stores, lookups, hashes and searches', async () => {
    await get('/images/lookup?url=https://a.example/missed')
    const text = await (await doors.ask('/metrics')).text()
    const lines = text.split('\n')
    const value = (name: string) => Number(lines.find((line) => line.startsWith(`${name} `))?.slice(name.length))
    expect(value('imgcache_store_total{result="created"}')).toBeGreaterThan(5)
    expect(value('imgcache_store_total{result="duplicate"}')).toBeGreaterThan(1)
    expect(value('imgcache_lookup_total{result="hit"}')).toBeGreaterThan(1)
    expect(value('imgcache_lookup_total{result="miss"}')).toBeGreaterThan(1)
    expect(value('imgcache_perceptual_hash_computed_total{result="ok"}')).toBeGreaterThan(5)
    expect(value('imgcache_perceptual_hash_computed_total{result="failed"}')).toBe(1)
    expect(value('imgcache_similar_search_total')).toBe(3)
    expect(value('imgcache_image_bytes_count')).toBeGreaterThan(5)
  })

  test.each([
    ['/images/lookup', 'url'],
    ['/images/search', 'url_contains'],
    ['/images/similar', 'perceptual_hash'],
  ])('%s without its parameter is 422 with a detail that names it', async (path, name) => {
    const { status, body } = await get(path)
    expect(status).toBe(422)
    expect(body).toEqual({ detail: [{ type: 'missing', loc: ['query', name], msg: 'Field required' }] })
  })

  test.each([
    ['/images/similar?perceptual_hash=xyz', 'perceptual_hash'],
    ['/images/similar?perceptual_hash=0123456789abcde', 'perceptual_hash'],
    ['/images/similar?perceptual_hash=0123456789abcdeg', 'perceptual_hash'],
    ['/images/similar?perceptual_hash=0123456789abcdef&max_hamming_distance=-1', 'max_hamming_distance'],
    ['/images/similar?perceptual_hash=0123456789abcdef&max_hamming_distance=65', 'max_hamming_distance'],
    ['/images/similar?perceptual_hash=0123456789abcdef&max_hamming_distance=four', 'max_hamming_distance'],
    ['/images/similar?perceptual_hash=0123456789abcdef&max_hamming_distance=1.5', 'max_hamming_distance'],
    ['/images/search?url_contains=a&limit=0', 'limit'],
    ['/images/search?url_contains=a&limit=10001', 'limit'],
  ])('%s is 422', async (path, name) => {
    const { status, body } = await get(path)
    expect(status).toBe(422)
    expect(body.detail[0]).toMatchObject({ type: 'value_error', loc: ['query', name] })
  })

  test.each([
    nowhere,
    nowhere.toUpperCase(),
    'abc',
    '..%2f..%2fetc%2fpasswd',
    `${nowhere}%00`,
    '%2e%2e%2findex.db',
    '%zz',
  ])('there is no image named %s', async (hash) => {
    for (const path of [`/images/${hash}`, `/images/meta/${hash}`]) {
      const { status, body } = await get(path)
      expect([path, status]).toEqual([path, 404])
      expect(body).toEqual({ detail: 'Not found' })
    }
    const removed = await doors.ask(`/images/${hash}`, { method: 'DELETE' })
    expect(removed.status).toBe(404)
  })

  test('a path with dots leads nowhere', async () => {
    for (const path of ['/images/../../etc/passwd', '/images/meta/../../../etc/passwd', '/assets/../index.html']) {
      expect((await doors.ask(path)).status).toBe(404)
    }
  })

  test.each(['url', 'client_name', 'file'])('a form without %s is 422 and stores nothing', async (name) => {
    const form = pictureForm(await makePicture(20), { url: 'https://a.example/incomplete', client_name: 't' })
    form.delete(name)
    const response = await doors.ask('/images', { method: 'POST', body: form })
    expect(response.status).toBe(422)
    expect(await response.json()).toEqual({ detail: [{ type: 'missing', loc: ['body', name], msg: 'Field required' }] })
    expect((await get('/images/search?url_contains=incomplete')).body).toEqual([])
  })

  test.each(['yesterday', '2026-13-01T00:00:00', '2026-02-30', '2026-01-01T25:00:00Z', '12'])(
    'the lookup time %s is 422',
    async (lookup_time) => {
      const form = pictureForm(await makePicture(21), { url: 'https://a.example/t', client_name: 't', lookup_time })
      const response = await doors.ask('/images', { method: 'POST', body: form })
      expect(response.status).toBe(422)
      expect((await response.json()).detail[0].loc).toEqual(['body', 'lookup_time'])
    },
  )

  test('a file of zero bytes is 422 with a sentence', async () => {
    const { status, entry } = await storePicture(doors, new Uint8Array(), 'https://a.example/empty')
    expect(status).toBe(422)
    expect(JSON.stringify(entry)).toMatch(/empty|zero|no bytes/i)
  })

  test('a method that a path does not know is 405 with those it knows', async () => {
    const response = await doors.ask('/images', { method: 'PATCH' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
    expect(Object.keys(await response.json())).toEqual(['detail'])
  })
})
