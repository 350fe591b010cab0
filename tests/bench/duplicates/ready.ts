import { setTimeout as pause } from 'node:timers/promises'
import { widestDistance } from '#shared/hamming.ts'
import type { Library } from '../../../electron/engine/library.ts'

/** Waits until all clusters are in memory. Asks in an order that nobody else asks for, since lists are kept. */
export async function becomeReady(library: Library): Promise<void> {
  const wish = { distance: widestDistance, sameDomain: false, acrossClients: false }
  const page = { ...wish, order: 'newest', offset: 0, limit: 1 } as const
  while ((await library.call('duplicates.list', page, 'bench')).loading) await pause(20)
}

/** Lets what begins with an opening come to its end: the search of a library that was not searched before. */
export async function settle(library: Library): Promise<void> {
  await pause(1000)
  while ((await library.call('duplicates.tasks', {}, 'bench')).some(({ state }) => state === 'running'))
    await pause(200)
}
