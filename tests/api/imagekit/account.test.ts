import { expect, test } from 'vitest'
import { imagekitCalls } from '../../../electron/api/rest/imagekit-calls.ts'
import {
  ErrorDocument,
  NamedTransformationDocument,
  UrlEndpointDocument,
  UsageDocument,
} from '../../../electron/api/rest/imagekit-documents.ts'
import { until } from '../../helpers/library.ts'
import { openImageKit, rejectionOf, uploadPicture } from './clients.ts'

test('a purge is answered with 201 and is soon complete', async () => {
  const { modern, classic, base, askWithKey } = await openImageKit()
  const { requestId = '' } = await modern.cache.invalidation.create({ url: `${base}/media/a.jpg` })
  const { invalidation } = modern.cache
  await until(async () => (await invalidation.get(requestId)).status === 'Completed')
  const second = await classic.purgeCache(`${base}/media/folder/a*`)
  await until(async () => (await classic.getPurgeCacheStatus(second.requestId)).status === 'Completed')
  const body = JSON.stringify({ url: `${base}/media/a.jpg` })
  expect((await askWithKey('/v1/files/purge', { method: 'POST', body })).status).toBe(201)
})

test('a purge drops what was rendered of the files that its URL names, and of no other', async () => {
  const opened = await openImageKit()
  const { invalidation } = opened.modern.cache
  const [first, second, third] = [
    await uploadPicture(opened, 1, { folder: '/a', fileName: 'one.png' }),
    await uploadPicture(opened, 2, { folder: '/a/b', fileName: 'two.png' }),
    await uploadPicture(opened, 3, { folder: '/ab', fileName: 'three.png' }),
  ]
  const isKept = async ({ filePath }: { filePath: string }) => {
    const timing = (await fetch(`${opened.base}/media/tr:w-9,f-png${filePath}`)).headers.get('server-timing') ?? ''
    return timing.includes('kept')
  }
  const purge = async (url: string) => {
    const { requestId = '' } = await invalidation.create({ url })
    await until(async () => (await invalidation.get(requestId)).status === 'Completed')
    return [await isKept(first), await isKept(second), await isKept(third)]
  }
  expect(await purge('https://example.com/other.png')).toEqual([false, false, false])
  expect(await purge(`${opened.base}/media/none.png`)).toEqual([true, true, true])
  expect(await purge(`${opened.base}/media/tr:w-100/a/one.png?updatedAt=1`)).toEqual([false, true, true])
  expect(await purge(`${opened.base}/media/a/*`)).toEqual([false, false, true])
  expect(await purge(`${opened.base}/media/ab/thr*`)).toEqual([true, true, false])
})

test('a purge of too much, or of no URL, is refused, and an unknown one is 404', async () => {
  const { modern, base } = await openImageKit()
  const { invalidation } = modern.cache
  for (const url of ['', 'nonsense', `${base}/*`, `${base}/me*`, `${base}/media/*/a.jpg`, `${base}/media/a/**`])
    expect(await rejectionOf(invalidation.create({ url })), url).toMatchObject({ status: 400 })
  for (const url of [`${base}/media/a/*`, `${base}/a-long-enough-name*`, `${base}/a.jpg*`])
    expect(await invalidation.create({ url })).toMatchObject({ requestId: expect.any(String) })
  expect(await rejectionOf(invalidation.get('nothing'))).toMatchObject({ status: 404 })
})

test('usage tells the bytes that are kept', async () => {
  const opened = await openImageKit()
  await uploadPicture(opened, 1)
  const { byteSize } = await opened.library.call('host.info', {}, 'test')
  const span = { startDate: '2026-01-01', endDate: '2026-01-31' }
  const usage = UsageDocument.parse(await opened.modern.accounts.usage.get(span))
  expect(usage).toMatchObject({ mediaLibraryStorageBytes: byteSize, bandwidthBytes: 0 })
  for (const wrong of [{ startDate: 'May' }, { endDate: '2026-02-30' }, { endDate: '2025-01-01' }, { endDate: '' }])
    expect(await rejectionOf(opened.modern.accounts.usage.get({ ...span, ...wrong }))).toMatchObject({ status: 400 })
})

test('there is one URL endpoint, and no origin', async () => {
  const { urlEndpoints, origins } = (await openImageKit()).modern.accounts
  const [endpoint, ...others] = await urlEndpoints.list()
  expect(others).toEqual([])
  expect(await urlEndpoints.get(UrlEndpointDocument.parse(endpoint).id)).toEqual(endpoint)
  expect(await rejectionOf(urlEndpoints.get('other'))).toMatchObject({ status: 404 })
  expect(await rejectionOf(urlEndpoints.create({ description: 'mine' }))).toMatchObject({ status: 501 })
  expect(await origins.list()).toEqual([])
})

test('named transformations are those that URLs know', async () => {
  const opened = await openImageKit()
  const { namedTransformations: named } = opened.modern
  const made = NamedTransformationDocument.parse(await named.create({ name: 'small', transformation: 'w-12,h-9' }))
  expect(made).toMatchObject({ id: 'small', name: 'small', transformation: 'w-12,h-9', enabled: true })
  const { filePath } = await uploadPicture(opened, 1)
  expect((await fetch(`${opened.base}/media/tr:n-small${filePath}`)).status).toBe(200)
  expect(await named.update('small', { name: 'tiny' })).toMatchObject({ id: 'tiny', transformation: 'w-12,h-9' })
  expect(await named.list()).toMatchObject([{ name: 'tiny' }])
  expect(await named.get('tiny')).toMatchObject({ transformation: 'w-12,h-9' })
  await named.create({ name: 'other', transformation: 'w-5' })
  expect(await rejectionOf(named.create({ name: 'tiny', transformation: 'w-1' }))).toMatchObject({ status: 409 })
  expect(await rejectionOf(named.update('other', { name: 'tiny' }))).toMatchObject({ status: 409 })
  expect(await rejectionOf(named.create({ name: 'no way!', transformation: 'w-1' }))).toMatchObject({ status: 400 })
  expect(await rejectionOf(named.update('other', { enabled: false }))).toMatchObject({ status: 400 })
  const many = ['a', 'b', 'c', 'd'].map((name) => named.create({ name, transformation: 'w-1' }))
  await Promise.all(many)
  expect((await named.list()).map(({ name }) => name).sort()).toEqual(['a', 'b', 'c', 'd', 'other', 'tiny'])
  await named.delete('tiny')
  expect(await rejectionOf(named.get('tiny'))).toMatchObject({ status: 404 })
})

test('what a library on a disk cannot mean is refused once, with the reason', async () => {
  const { modern, askWithKey } = await openImageKit()
  const refused = await rejectionOf<Error>(modern.accounts.origins.create({ type: 'WEB_PROXY', name: 'proxy' }))
  expect(refused).toMatchObject({ status: 501, message: expect.stringContaining('origins') })
  expect(await modern.savedExtensions.list()).toEqual([])
  const calls = imagekitCalls.filter(({ status }) => status === 501)
  expect(calls.length).toBeGreaterThan(10)
  for (const { method, path, outcome } of calls) {
    const response = await askWithKey(path.replace(':id', 'any'), { method })
    expect([response.status, response.headers.get('x-should-retry')]).toEqual([501, 'false'])
    expect(ErrorDocument.parse(await response.json()).message).toContain(outcome.replace('refused: ', ''))
  }
})
