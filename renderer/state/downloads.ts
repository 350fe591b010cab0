import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '#shared/client.ts'
import type { LibraryEvent } from '#shared/events.ts'
import { Failure } from '#shared/failure.ts'
import { createTurns } from '#shared/turns.ts'
import type { Actions } from './actions.ts'

export interface DownloadsState {
  /** What may be fetched from though it is private; null until it is read. */
  allowedHosts: readonly string[] | null
  /** Allows a host; resolves to what is wrong with it, in words. */
  allow(host: string): Promise<string | null>
  /** Takes a host off the list, and tells the way back. */
  forbid(host: string): Promise<void>
  hear(event: LibraryEvent): void
  reload(): Promise<void>
}

export type Downloads = StoreApi<DownloadsState>

interface Options {
  client: Client
  actions: Pick<Actions, 'attempt' | 'tell'>
}

/** The hosts that may be fetched from, read once they are looked at. */
export function createDownloads({ client, actions }: Options): Downloads {
  const inTurn = createTurns()

  const store = createStore<DownloadsState>((_, get) => ({
    allowedHosts: null,
    allow: (text) => inTurn(() => allow(text.trim().toLowerCase())).then(() => null, wordsOf),
    forbid: (host) =>
      actions.attempt(() =>
        inTurn(() => change(`${host} is no longer fetched from`, (hosts) => hosts.filter((one) => one !== host))),
      ),
    hear({ type }) {
      const isLooked = get().allowedHosts !== null
      if (isLooked && (type === 'history.changed' || type === 'library.reset')) void get().reload()
    },
    reload: () => inTurn(read).catch(() => {}),
  }))

  async function read() {
    store.setState(await client.downloads.settings({}))
  }

  const allow = (host: string) =>
    change(`Allowed ${host} to be fetched from`, (hosts) => {
      if (hosts.includes(host)) throw new Failure('conflict', `${host} is allowed already.`)
      return [...hosts, host]
    })

  async function change(text: string, edit: (hosts: string[]) => string[]) {
    const allowedHosts = edit((await client.downloads.settings({})).allowedHosts)
    const { journal } = await client.downloads.configure({ allowedHosts })
    store.setState({ allowedHosts })
    actions.tell(text, { journal })
  }

  return store
}

/** What is wrong, as it is said beside the input that it is about. */
const wordsOf = (error: unknown): string =>
  error instanceof Failure
    ? error.message.replace(/^The field “[^”]*” is not right: /, 'This ')
    : 'That did not work. Try again.'
