import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '#shared/client.ts'
import type { Actions } from './actions.ts'

export interface PrivateKeyState {
  /** Null until it is asked for; only the desktop shell tells it. */
  key: string | null
  read(): Promise<void>
  /** Makes another one in its place: what the former one opened stays closed. */
  replace(): Promise<void>
}

export type PrivateKey = StoreApi<PrivateKeyState>

interface Options {
  client: Client
  actions: Pick<Actions, 'attempt' | 'tell'>
}

/** The key that signs URLs and lets in clients of the media API. */
export function createPrivateKey({ client, actions }: Options): PrivateKey {
  return createStore<PrivateKeyState>((set) => ({
    key: null,
    read: () =>
      actions.attempt(async () => {
        const { privateKey } = await client.transformations.key({})
        set({ key: privateKey })
      }),
    replace: () =>
      actions.attempt(async () => {
        const { privateKey } = await client.transformations.replaceKey({})
        set({ key: privateKey })
        actions.tell('There is another private key now: give it to your programs')
      }),
  }))
}
