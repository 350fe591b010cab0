import ImageKit from '@imagekit/nodejs'
import { expect, onTestFinished, test } from 'vitest'
import { getAuthenticationParameters } from '#shared/imagekit/auth.ts'
import { makePicture, pictureForm } from '../../helpers/api-doors.ts'
import { startHeadless } from '../../helpers/headless-process.ts'
import { openLibrary, queryIndex, temporaryFolder, until } from '../../helpers/library.ts'
import { rejectionOf } from './clients.ts'

/** Serves the library of a folder in a process of its own, with an SDK as its client. */
async function serveLibrary(directory: string) {
  const { child, says, ended } = startHeadless(['--library', directory, '--port', '0', '--show-key'])
  onTestFinished(() => void child.kill('SIGKILL'))
  const output = await says('private_')
  const [privateKey = ''] = /private_\S+/.exec(output) ?? []
  const [baseURL = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? []
  const stop = async (signal: 'SIGINT' | 'SIGKILL') => {
    child.kill(signal)
    await ended
  }
  return { baseURL, privateKey, sdk: new ImageKit({ privateKey, baseURL, maxRetries: 0 }), stop }
}

/** Uploads as a page does, without the private key; the status, and the error’s message where there is one. */
async function uploadAsPage(baseURL: string, parameters: object): Promise<[number, string | undefined]> {
  const fields = Object.entries({ fileName: 'a.png', publicKey: 'public_any', ...parameters })
  const body = pictureForm(await makePicture(1), Object.fromEntries(fields.map(([name, value]) => [name, `${value}`])))
  const response = await fetch(`${baseURL}/api/v1/files/upload`, { method: 'POST', body })
  return [response.status, ((await response.json()) as { message?: string }).message]
}

for (const signal of ['SIGINT', 'SIGKILL'] as const)
  test(`a token that was used is refused, and jobs and purges are known, after ${signal} and a start`, async () => {
    const directory = await temporaryFolder()
    const before = await serveLibrary(directory)
    const parameters = getAuthenticationParameters({ privateKey: before.privateKey })
    expect(await uploadAsPage(before.baseURL, parameters)).toEqual([200, undefined])
    await before.sdk.folders.create({ folderName: 'a', parentFolderPath: '/' })
    const { jobId } = await before.sdk.folders.rename({ folderPath: '/a', newFolderName: 'b', purgeCache: true })
    const { requestId = '' } = await before.sdk.cache.invalidation.create({ url: `${before.baseURL}/media/a.png` })
    await before.stop(signal)

    const { baseURL, sdk } = await serveLibrary(directory)
    expect(await uploadAsPage(baseURL, parameters)).toEqual([400, expect.stringContaining('used before')])
    const job = await sdk.folders.job.get(jobId)
    expect(job).toEqual({ jobId, type: 'RENAME_FOLDER', status: 'Completed', purgeRequestId: expect.any(String) })
    for (const purge of [requestId, job.purgeRequestId ?? ''])
      expect(await sdk.cache.invalidation.get(purge)).toEqual({ status: 'Completed' })
    for (const stranger of [jobId, 'nothing'])
      expect(await rejectionOf(sdk.cache.invalidation.get(stranger))).toMatchObject({ status: 404 })
  })

test('a server that is killed while pages upload keeps every token that it answered as used', async () => {
  const directory = await temporaryFolder()
  const { baseURL, privateKey, stop } = await serveLibrary(directory)
  const used: object[] = []
  const uploading = (async () => {
    for (;;) {
      const parameters = getAuthenticationParameters({ privateKey })
      if ((await uploadAsPage(baseURL, parameters))[0] === 200) used.push(parameters)
    }
  })().catch(() => {})
  await until(() => used.length > 5)
  await stop('SIGKILL')
  await uploading
  const after = await serveLibrary(directory)
  for (const parameters of used) expect((await uploadAsPage(after.baseURL, parameters))[0]).toBe(400)
})

test('of jobs and purges the latest thousand are kept, and of tokens those that are not over', async () => {
  const { library, directory } = await openLibrary()
  const { doorMemory } = library
  for (let i = 0; i <= 1000; i++) await doorMemory.remember('job', `job ${i}`, { i })
  await doorMemory.remember('purge', 'purge', {})
  expect([doorMemory.recall('job', 'job 0'), doorMemory.recall('job', 'job 1')]).toEqual([undefined, { i: 1 }])
  expect(doorMemory.recall('purge', 'purge')).toEqual({})
  expect([await doorMemory.spendToken('a', 100, 50), await doorMemory.spendToken('b', 200, 99)]).toEqual([true, true])
  expect(await doorMemory.spendToken('a', 100, 99)).toBe(false)
  expect(await doorMemory.spendToken('c', 200, 100)).toBe(true)
  expect(queryIndex(directory, 'SELECT token FROM used_tokens')).toEqual([{ token: 'b' }, { token: 'c' }])
})
