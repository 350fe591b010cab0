import { setImmediate as breathe, setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createRenewal } from '../../../electron/engine/duplicates/renewal.ts'

test('closing ends the rest that follows long clustering, and what is left is not clustered', async () => {
  const closing = new AbortController()
  const renewed: number[][] = []
  const renew = async (images: ReadonlySet<number>) => {
    renewed.push([...images])
    await pause(500)
  }
  const others = { isAlone: () => false, signal: closing.signal, log: () => {} }
  const { start, refresh, settled } = createRenewal({ renew, ...others })
  start()
  refresh([1])
  await settled()
  refresh([2])
  await breathe()
  let isSettled = false
  void settled().then(() => {
    isSettled = true
  })
  await breathe()
  expect(isSettled).toBe(false)
  closing.abort()
  await breathe()
  expect(isSettled).toBe(true)
  expect(renewed).toEqual([[1]])
})
