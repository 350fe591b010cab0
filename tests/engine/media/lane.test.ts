import { expect, test } from 'vitest'
import { decodesInFlight } from '../../../electron/engine/media/pool.ts'
import { blackPng } from '../../helpers/hostile.ts'
import { openMedia } from '../../helpers/media.ts'
import { jpeg } from '../../helpers/pictures.ts'

test('what nobody waits for any more is not decoded, unless a host is at it; others are served', async () => {
  const media = await openMedia()
  const path = await media.write(await jpeg(1))
  const leaving = new AbortController()
  const describe = (signal?: AbortSignal) => media.pool.transform('raster', 'describe', { path, page: 0 }, signal)
  const left = Array.from({ length: 20 }, () => describe(leaving.signal))
  const stayed = describe()
  leaving.abort()
  const outcomes = await Promise.allSettled(left)
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(decodesInFlight)
  expect(await stayed).toMatchObject({ width: 192, height: 128 })
  await expect(describe(leaving.signal)).rejects.toThrow('Nobody waits')
  await media.close()
})

test('what nobody waits for any more is not tried again after its host died', async () => {
  const media = await openMedia({ maxMemory: 180 * 1024 * 1024 })
  const path = await media.write(blackPng(6000, 6000, { interlaced: true, bits: 16 }))
  const leaving = new AbortController()
  const inspect = (signal?: AbortSignal) => media.pool.transform('raster', 'inspect', { path }, signal)
  const inFlight = [inspect(), inspect(), inspect(leaving.signal)]
  const [first, , left] = inFlight.map((asked) => asked.catch(({ message }: Error) => message))
  expect(await first).toMatch('too much memory')
  leaving.abort()
  expect(await left).toMatch('Nobody waits')
  await media.close()
})
