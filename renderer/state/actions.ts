import type { Client } from '#shared/client.ts'
import { Failure } from '#shared/failure.ts'
import type { JournalRow } from '#shared/schema.ts'
import { membersOf, sizeOf } from './intervals.ts'
import type { Library } from './library.ts'
import type { Selection } from './selection.ts'
import { rowAt } from './snapshot.ts'
import type { Toast, View } from './view.ts'

/** The most hashes that one call takes, and rows that one question brings. */
const hashesPerCall = 100_000
const rowsPerCall = 1000

interface Stores {
  client: Client
  library: Library
  selection: Selection
  view: View
  /** Hears of each change that was undone or done again here. */
  onReplayed(row: JournalRow): void
}

export type Actions = ReturnType<typeof createActions>

const pictures = (count: number) => `${count.toLocaleString()} ${count === 1 ? 'picture' : 'pictures'}`

/** What keys, buttons and menus do; each tells how it went in a toast and never throws. */
export function createActions({ client, library, selection, view, onReplayed }: Stores) {
  let toasts = 0

  function tell(text: string, options: Partial<Pick<Toast, 'journal' | 'tone'>> = {}) {
    toasts += 1
    view.setState({ toast: { id: toasts, text, journal: null, tone: 'plain', ...options }, announcement: text })
  }

  async function attempt(work: () => Promise<void>) {
    try {
      await work()
    } catch (error) {
      const text = error instanceof Failure ? error.message : 'That did not work. Try again.'
      tell(text, { tone: 'problem' })
    }
  }

  /** The hashes of the selected images; what is not loaded is asked for under the same ceiling. */
  async function selectedHashes(): Promise<string[]> {
    const { snapshot, query } = library.getState()
    const { ranges } = selection.getState()
    if (!snapshot) return []
    const loaded = sizeOf(ranges) > rowsPerCall ? [undefined] : [...membersOf(ranges)].map((i) => rowAt(snapshot, i))
    if (!loaded.includes(undefined)) return loaded.flatMap((row) => (row ? [row.hash] : []))
    const hashes: string[] = []
    for (const [first, last] of ranges) {
      for (let offset = first; offset <= last; offset += rowsPerCall) {
        const limit = Math.min(rowsPerCall, last - offset + 1)
        const { items } = await client.images.list({ ...query, ceiling: snapshot.ceiling, offset, limit })
        hashes.push(...items.map(({ hash }) => hash))
      }
    }
    return hashes
  }

  async function change(hashes: string[], verb: 'trash' | 'restore') {
    if (hashes.length === 0) return
    let journal: number | null = null
    let changed = 0
    for (let first = 0; first < hashes.length; first += hashesPerCall) {
      const answer = await client.images[verb]({ hashes: hashes.slice(first, first + hashesPerCall) })
      changed += answer.changed
      journal = answer.journal
    }
    const what = pictures(Math.min(changed, hashes.length))
    tell(verb === 'trash' ? `Moved ${what} to the trash` : `Restored ${what}`, { journal })
  }

  const replay = (call: (input: { id?: number }) => Promise<JournalRow>, word: string, id?: number) =>
    attempt(async () => {
      const row = await call(id === undefined ? {} : { id })
      onReplayed(row)
      tell(`${word}: ${row.label}`)
    })

  return {
    tell,
    announce: (announcement: string) => view.setState({ announcement }),
    attempt,
    selectedHashes,
    trash: (hashes: string[]) => attempt(() => change(hashes, 'trash')),
    restore: (hashes: string[]) => attempt(() => change(hashes, 'restore')),
    trashSelected: () => attempt(async () => change(await selectedHashes(), 'trash')),
    restoreSelected: () => attempt(async () => change(await selectedHashes(), 'restore')),
    undo: (id?: number) => replay(client.history.undo, 'Undone', id),
    redo: (id?: number) => replay(client.history.redo, 'Done again', id),
    copyText: (text: string, what: string) =>
      attempt(async () => {
        await navigator.clipboard.writeText(text).catch(() => client.host.copyText({ text }))
        tell(`Copied the ${what}`)
      }),
  }
}
