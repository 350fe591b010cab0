import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallInput } from '#shared/contract.ts'
import type { LibraryEvent } from '#shared/events.ts'
import { Failure } from '#shared/failure.ts'
import { atMostEvery, type Schedule } from './at-most-every.ts'
import { createRecentChanges } from './recent-changes.ts'
import {
  hearEvent,
  type ListAnswer,
  mergeAnswer,
  pageSize,
  pagesOf,
  type Query,
  type Snapshot,
  startSnapshot,
  touches,
} from './snapshot.ts'

export interface LibraryState {
  query: Query
  /** Null until the first answer; that of the former query while `isPending`. */
  snapshot: Snapshot | null
  isPending: boolean
  /** How many newer images match than the snapshot shows. */
  arrivals: number
  /** Why the last question failed; the snapshot stays. */
  failure: Failure | null
  setQuery(query: Query): void
  /** Which rows are in sight; what is missing of them is asked for. */
  show(first: number, last: number): void
  /** Whether arrivals may come in by themselves, because nothing would move under the pointer. */
  setFlowing(flowing: boolean): void
  /** Takes in what is new: the result starts over, with no ceiling. */
  bringIn(): void
  hear(event: LibraryEvent): void
  retry(): void
}

export type Library = StoreApi<LibraryState>

interface Options {
  list(input: CallInput<'images.list'>): Promise<ListAnswer>
  schedule: Schedule
}

/** The most rows that one question asks for, and the most in sight that it surely covers. */
const mostRows = 1000
const mostInSight = mostRows - pageSize
/** However fast pictures come in, arrivals are counted, and an outdated result asked for again, no faster than this. */
const recountMilliseconds = 250
const refreshMilliseconds = 50

/**
 * The result that the window looks at. One question is under way at a time, always for all rows in sight,
 * so what was scrolled past is never asked for; answers to former queries are dropped.
 */
export function createLibrary({ list, schedule }: Options): Library {
  const changes = createRecentChanges()
  const recountSoon = atMostEvery(recountMilliseconds, () => void recount(), schedule)
  const refreshSoon = atMostEvery(refreshMilliseconds, ask, schedule)
  let sight = { first: 0, last: 0 }
  let flowing = true
  /** Whether the next answer replaces the result: because it was wished, or only if nothing is disturbed by it. */
  let startOver: false | 'wished' | 'flowing' = 'wished'
  /** The newest revision heard of that changed which rows some result has. */
  let touched = 0
  /** Identity of the question whose answer is awaited; another query or a reset makes a new one. */
  let awaited: object | null = null

  const store = createStore<LibraryState>(() => ({
    query: { text: '', view: 'library' },
    snapshot: null,
    isPending: true,
    arrivals: 0,
    failure: null,
    setQuery(query) {
      sight = { first: 0, last: sight.last - sight.first }
      store.setState({ query, isPending: true, arrivals: 0, failure: null })
      beginAgain('wished')
    },
    show(first, last) {
      sight = { first, last: Math.min(last, first + mostInSight - 1) }
      ask()
    },
    setFlowing(next) {
      flowing = next
      if (flowing && store.getState().arrivals > 0) beginAgain('flowing')
    },
    bringIn: () => beginAgain('wished'),
    hear,
    retry() {
      store.setState({ failure: null })
      ask()
    },
  }))

  function beginAgain(why: 'wished' | 'flowing') {
    startOver = why
    awaited = null
    ask()
  }

  function hear(event: LibraryEvent) {
    if (event.type === 'library.reset') return reset()
    const { snapshot, query } = store.getState()
    if (!event.type.startsWith('images.') && !touches(event, query)) return
    if (event.type === 'images.changed') changes.remember(event)
    if (touches(event, query)) touched = Math.max(touched, event.revision)
    // What starts over only if nothing is disturbed may yet leave the present result standing.
    if (!snapshot || startOver === 'wished') return
    const next = hearEvent(snapshot, event, query)
    if (next !== snapshot) store.setState({ snapshot: next })
    if (next.outdated !== null) refreshSoon()
    recountSoon()
  }

  /** What happened is not known: nothing that is loaded or awaited can be trusted. */
  function reset() {
    const { snapshot } = store.getState()
    awaited = null
    store.setState({ failure: null, snapshot: snapshot && { ...snapshot, outdated: snapshot.answered } })
    ask()
  }

  /** The stretch to ask for, aligned to pages, or undefined when all in sight is there and true. */
  function missing(): { offset: number; limit: number } | undefined {
    const { snapshot } = store.getState()
    const last = snapshot && !startOver ? Math.min(sight.last, snapshot.total - 1) : sight.last
    const pages = pagesOf(Math.min(sight.first, Math.max(last, 0)), Math.max(last, 0))
    const isTrue = snapshot && !startOver && snapshot.outdated === null
    if (isTrue && (snapshot.total === 0 || pages.every((page) => snapshot.pages.has(page)))) return undefined
    return { offset: (pages[0] ?? 0) * pageSize, limit: pages.length * pageSize }
  }

  function ask() {
    const stretch = missing()
    const { query, snapshot, failure } = store.getState()
    if (awaited || !stretch || failure) return
    const question = {}
    awaited = question
    const ceiling = snapshot && !startOver && query.view === 'library' ? { ceiling: snapshot.ceiling } : {}
    list({ ...query, ...ceiling, ...stretch }).then(
      (answer) => {
        if (awaited === question) take(answer, stretch.offset)
      },
      (error: unknown) => {
        if (awaited === question) fail(error)
      },
    )
  }

  function take(answer: ListAnswer, offset: number) {
    const { snapshot, arrivals } = store.getState()
    if (startOver === 'flowing' && !flowing) return holdStill()
    const isFresh = startOver || !snapshot
    const next = isFresh ? startSnapshot(answer, offset, touched) : mergeAnswer(snapshot, answer, offset)
    awaited = null
    if (next) {
      startOver = false
      const isPending = false
      store.setState({ snapshot: changes.apply(next, answer), isPending, arrivals: isFresh ? 0 : arrivals })
    }
    if (next && (isFresh || next.answered !== snapshot.answered)) recountSoon()
    if (next?.outdated === null) ask()
    else refreshSoon()
  }

  /** The pointer came in while the answer was under way: what is new waits in the pill after all. */
  function holdStill() {
    startOver = false
    awaited = null
    recountSoon()
    ask()
  }

  function fail(error: unknown) {
    const unknown = () => new Failure('internal', 'The library could not be read. Try again.', { cause: error })
    awaited = null
    store.setState({ failure: error instanceof Failure ? error : unknown() })
  }

  async function recount() {
    const { query, snapshot } = store.getState()
    if (!snapshot || startOver) return
    const answer = await list({ ...query, limit: 0 }).catch(() => undefined)
    const now = store.getState()
    if (!answer || !now.snapshot || now.query !== query || startOver) return
    if (answer.revision < now.snapshot.answered || now.snapshot.outdated !== null) return recountSoon()
    const arrivals = Math.max(0, answer.total - now.snapshot.total)
    if (arrivals > 0 && flowing) return beginAgain('flowing')
    store.setState({ arrivals })
  }

  return store
}
