import type { Client } from '#shared/client.ts'
import { Failure } from '#shared/failure.ts'
import type { JournalRow } from '#shared/schema.ts'
import { type Intervals, membersOf, sizeOf } from './intervals.ts'
import type { Library } from './library.ts'
import type { Selection } from './selection.ts'
import { rowAt, type Snapshot } from './snapshot.ts'
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

/** The change in the journal that a message tells of, and its tone. */
interface Told {
  journal?: number | null
  tone?: Toast['tone']
}

export type Actions = ReturnType<typeof createActions>

const pictures = (count: number) => `${count.toLocaleString()} ${count === 1 ? 'picture' : 'pictures'}`

/** The first label, and how many others there are. */
const listed = ([first = '', ...others]: string[]) =>
  others.length === 0 ? first : `${first}, and ${others.length} more like it`

const moved = () =>
  new Failure('conflict', 'The pictures changed while the selected ones were looked up: select them again.')

/** Intervals cut into what one question brings. */
function* stretchesOf(ranges: Intervals) {
  for (const [first, last] of ranges) {
    for (let offset = first; offset <= last; offset += rowsPerCall)
      yield { offset, limit: Math.min(rowsPerCall, last - offset + 1) }
  }
}

/** What keys, buttons and menus do; each tells how it went in a toast and never throws. */
export function createActions({ client, library, selection, view, onReplayed }: Stores) {
  let toasts = 0

  function show(text: string, journal: number[], tone: Toast['tone'] = 'plain') {
    toasts += 1
    view.setState({ toast: { id: toasts, text, journal, tone }, announcement: text })
  }

  const tell = (text: string, { journal = null, tone }: Told = {}) =>
    show(text, journal === null ? [] : [journal], tone)

  async function attempt(work: () => Promise<void>) {
    try {
      await work()
    } catch (error) {
      const text = error instanceof Failure ? error.message : 'That did not work. Try again.'
      tell(text, { tone: 'problem' })
    }
  }

  /** The hashes at indices of a result, asked for under its ceiling; fails where other rows are there by now. */
  async function hashesAt(ranges: Intervals, { ceiling, total, answered }: Snapshot): Promise<string[]> {
    const { query, isPending } = library.getState()
    if (isPending) throw moved()
    const hashes: string[] = []
    for (const { offset, limit } of stretchesOf(ranges)) {
      const answer = await client.images.list({ ...query, ceiling, offset, limit })
      if (answer.total !== total) throw moved()
      hashes.push(...answer.items.map(({ hash }) => hash))
    }
    // As many may have come as went: of those, only what was heard tells.
    const { snapshot } = library.getState()
    if (snapshot?.answered !== answered || snapshot.outdated !== null) throw moved()
    return hashes
  }

  /** The hashes of the selected images; what is not loaded is asked for. */
  async function selectedHashes(): Promise<string[]> {
    const { snapshot } = library.getState()
    const { ranges } = selection.getState()
    if (!snapshot) return []
    const loaded = sizeOf(ranges) > rowsPerCall ? [undefined] : [...membersOf(ranges)].map((i) => rowAt(snapshot, i))
    if (loaded.includes(undefined)) return hashesAt(ranges, snapshot)
    return loaded.flatMap((row) => (row ? [row.hash] : []))
  }

  async function change(hashes: string[], verb: 'trash' | 'restore') {
    if (hashes.length === 0) return
    const journal: number[] = []
    let changed = 0
    for (let first = 0; first < hashes.length; first += hashesPerCall) {
      const answer = await client.images[verb]({ hashes: hashes.slice(first, first + hashesPerCall) })
      changed += answer.changed
      if (answer.journal !== null) journal.unshift(answer.journal)
    }
    const what = pictures(Math.min(changed, hashes.length))
    show(verb === 'trash' ? `Moved ${what} to the trash` : `Restored ${what}`, journal)
  }

  type Replay = (input: { id?: number }) => Promise<JournalRow>
  const replay = (call: Replay, word: string, ids: readonly (number | undefined)[]) =>
    attempt(async () => {
      const labels: string[] = []
      for (const id of ids) {
        const row = await call(id === undefined ? {} : { id })
        onReplayed(row)
        labels.push(row.label)
      }
      tell(`${word}: ${listed(labels)}`)
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
    /** Takes back a change, several in their order, or the last one where none is named. */
    undo: (ids?: number | readonly number[]) => replay(client.history.undo, 'Undone', [ids].flat()),
    redo: (id?: number) => replay(client.history.redo, 'Done again', [id]),
    copyText: (text: string, what: string) =>
      attempt(async () => {
        await navigator.clipboard.writeText(text).catch(() => client.host.copyText({ text }))
        tell(`Copied the ${what}`)
      }),
  }
}
