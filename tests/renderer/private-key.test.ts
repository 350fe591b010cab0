import { expect, test } from 'vitest'
import { createPrivateKey } from '../../renderer/state/private-key.ts'
import { openLibrary } from '../helpers/library.ts'

async function open() {
  const { client } = await openLibrary()
  const told: string[] = []
  const actions = { attempt: (work: () => Promise<void>) => work(), tell: (text: string) => void told.push(text) }
  return { client, told, privateKey: createPrivateKey({ client, actions }) }
}

test('the desktop window shows the key that signs, once it is asked for', async () => {
  const { client, privateKey } = await open()
  expect(privateKey.getState().key).toBeNull()
  await privateKey.getState().read()
  expect(privateKey.getState().key).toBe((await client.transformations.key({})).privateKey)
})

test('a key that was replaced is shown in place of the former one, which signs no more', async () => {
  const { client, told, privateKey } = await open()
  await privateKey.getState().read()
  const former = privateKey.getState().key
  const wish = { url: 'http://127.0.0.1:8010/media/a.jpg', urlEndpoint: 'http://127.0.0.1:8010/media' }
  const before = await client.transformations.sign(wish)
  await privateKey.getState().replace()
  expect(privateKey.getState().key).not.toBe(former)
  expect(privateKey.getState().key).toBe((await client.transformations.key({})).privateKey)
  expect(await client.transformations.sign(wish)).not.toEqual(before)
  expect(told).toEqual(['There is another private key now: give it to your programs'])
})
