import { expect, test } from 'vitest'
import { createKept } from '../../../electron/engine/media/render/kept.ts'

/** Decoding that counts how often it is done; its pictures take 300 bytes. */
function createDecoder() {
  const decoded: string[] = []
  const decode = (name: string) => async () => {
    decoded.push(name)
    return { data: new Uint8Array(300), width: 10, height: 10, channels: 3 as const }
  }
  return { decoded, decode }
}

test('a picture is decoded once, for all who ask at the same time and after', async () => {
  const { decoded, decode } = createDecoder()
  const keep = createKept(1000)
  const [one, other] = await Promise.all([keep('a', decode('a')), keep('a', decode('a'))])
  expect(one).toBe(other)
  expect(await keep('a', decode('a'))).toBe(one)
  expect(decoded).toEqual(['a'])
})

test('those used longest ago make room', async () => {
  const { decoded, decode } = createDecoder()
  const keep = createKept(1000)
  for (const name of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) await keep(name, decode(name))
  expect(decoded).toEqual(['a', 'b', 'c', 'd', 'b'])
})

test('a picture that could not be decoded is tried again', async () => {
  const { decode } = createDecoder()
  const keep = createKept(1000)
  await expect(keep('a', () => Promise.reject(new Error('damaged')))).rejects.toThrow('damaged')
  expect(await keep('a', decode('a'))).toMatchObject({ width: 10 })
})
