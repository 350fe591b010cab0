import { expect, test } from 'vitest'
import { allowHosts } from '../../electron/engine/allowed-hosts.ts'
import { download } from '../../electron/engine/download.ts'
import { failureOf } from '../helpers/library.ts'
import { listenAt } from '../helpers/web-server.ts'

async function sizeOf(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0
  for await (const chunk of chunks) size += chunk.byteLength
  return size
}

test('a host that does not begin to answer in time is given up', async () => {
  const { url, host } = await listenAt(() => {})
  const failure = await failureOf(sizeOf(download(url, { isAllowed: allowHosts([host]), headersLimit: 50 })))
  expect(failure).toMatchObject({ code: 'unreachable', message: expect.stringContaining('took longer than 0.05 s') })
})

test('what is larger than the limit is given up, and what is as large is fetched', async () => {
  const { url, host } = await listenAt((_request, response) => response.end(Buffer.alloc(1000)))
  expect(await sizeOf(download(url, { isAllowed: allowHosts([host]), limit: 1000 }))).toBe(1000)
  expect(await failureOf(sizeOf(download(url, { isAllowed: allowHosts([host]), limit: 999 })))).toMatchObject({
    code: 'tooLarge',
  })
})
