import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '#shared/client.ts'
import type { CallOutput } from '#shared/contract.ts'
import type { LibraryEvent } from '#shared/events.ts'

export interface HostState {
  info: CallOutput<'host.info'> | null
  isOnline: boolean
  hear(event: LibraryEvent): void
  reload(): Promise<void>
}

export type Host = StoreApi<HostState>

const restMilliseconds = 400

/** What the library says of itself: its counts, where it listens, what the shell can do. */
export function createHost(client: Client): Host {
  let planned = false
  return createStore<HostState>((set, get) => ({
    info: null,
    isOnline: true,
    hear(event) {
      if (planned || event.type === 'imports.progressed') return
      planned = true
      setTimeout(() => void get().reload(), restMilliseconds)
    },
    async reload() {
      planned = false
      const info = await client.host.info({}).catch(() => null)
      if (info) set({ info })
    },
  }))
}
