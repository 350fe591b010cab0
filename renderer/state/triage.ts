import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '#shared/client.ts'
import type { ClusterMember, DecisionVerdict } from '#shared/duplicates.ts'
import type { LibraryEvent } from '#shared/events.ts'
import type { JournalRow } from '#shared/schema.ts'
import type { Actions } from './actions.ts'
import { atMostEvery, type Schedule } from './at-most-every.ts'
import { markedOf, toggledIn } from './cluster.ts'
import type { Duplicates, DuplicatesState } from './duplicates.ts'
import { placeOf } from './queue.ts'
import type { Stage } from './stage.ts'
import { decisionWords, refusals } from './triage-words.ts'
import { createTurner } from './turner.ts'

/** A decision of this sitting: its row in the journal, and the keeper and the place of the cluster it was about. */
interface Decision {
  journal: number
  hash: string
  place: number
  isUndone: boolean
}

export interface TriageState {
  /** Null while there is nothing to decide. */
  stage: Stage | null
  /** The place in the queue of what is on the stage, or comes onto it. */
  place: number
  /** Whether another cluster is on its way to the stage. */
  isTurning: boolean
  /** Whether a decision is under way. */
  isDeciding: boolean
  decisions: readonly Decision[]
  /** Keepers of the clusters put off: these are passed over until nothing else is left. */
  later: ReadonlySet<string>
  go(place: number): Promise<void>
  /** Shows the cluster of an image, whatever the queue is filtered by. */
  open(hash: string): Promise<void>
  focusOn(index: number): void
  makeKeeper(): void
  toggleMark(): void
  /** Keeps the keeper and discards what is marked. */
  accept(): Promise<void>
  decide(verdict: DecisionVerdict): Promise<void>
  putOff(): Promise<void>
  undo(): Promise<void>
  loadMore(): Promise<void>
  hear(event: LibraryEvent): void
  /** Takes in that a change of the journal was undone or done again. */
  takeReplay(row: JournalRow): void
}

export type Triage = StoreApi<TriageState>

interface Options {
  client: Client
  duplicates: Duplicates
  actions: Pick<Actions, 'attempt' | 'tell' | 'announce' | 'undo'>
  schedule: Schedule
}

const recheckMilliseconds = 100
const mostAtOnce = 500
const mostDecided = 1000

/** One sitting in front of the queue: which cluster is on the stage, what is chosen there, and what was decided. */
export function createTriage({ client, duplicates, actions, schedule }: Options): Triage {
  const store = createStore<TriageState>((set) => ({
    stage: null,
    place: 0,
    isTurning: false,
    isDeciding: false,
    decisions: [],
    later: new Set(),
    go: (place) => turn(() => turner.go(place), place),
    open: (hash) => turn(() => open(hash)),
    focusOn: (focus) => set(({ stage }) => (stage?.members[focus] ? { stage: { ...stage, focus } } : {})),
    makeKeeper: () => withFocused(makeKeeper),
    toggleMark: () => withFocused(toggleMark),
    accept: () => alone(accept),
    decide: (verdict) => alone((stage) => decide(stage, verdict)),
    putOff: () => alone(putOff),
    undo,
    loadMore: () => actions.attempt(loadMore),
    hear,
    takeReplay: ({ id, state }) =>
      set(({ decisions }) => ({
        decisions: decisions.map((one) => (one.journal === id ? { ...one, isUndone: state === 'undone' } : one)),
      })),
  }))
  const stage = () => store.getState().stage
  const put = (next: Stage | null, place: number) => store.setState({ stage: next, place, isTurning: false })
  const turner = createTurner({ client, duplicates, stage, news: () => news, put })
  const recheckSoon = atMostEvery(recheckMilliseconds, () => void recheck(), schedule)
  /** How often clusters were said to have changed. */
  let news = 0
  /** Whether the queue is that of another wish than what is on the stage was chosen from. */
  let isAnother = false

  const refuse = (text: string) => actions.tell(text, { tone: 'problem' })
  const isIdle = () => !store.getState().isTurning && !store.getState().isDeciding

  async function turn(work: () => Promise<void>, place?: number) {
    if (store.getState().isDeciding) return
    store.setState(place === undefined ? { isTurning: true } : { isTurning: true, place })
    let isDone = false
    await actions.attempt(async () => {
      await work()
      isDone = true
    })
    store.setState({ isTurning: false })
    recheckIfOld()
    if (isDone) catchUp()
  }

  async function open(hash: string) {
    await turner.open(hash)
    isAnother = false
  }

  function withFocused(work: (stage: Stage, member: ClusterMember) => void) {
    const { stage } = store.getState()
    const member = stage?.members[stage.focus]
    if (stage && member && isIdle()) work(stage, member)
  }

  function makeKeeper(stage: Stage, { image }: ClusterMember) {
    if (image.hash === stage.keeper) return refuse(refusals.isKeeper)
    const former = stage.members.findIndex((member) => member.image.hash === stage.keeper)
    store.setState({ stage: { ...stage, keeper: image.hash, focus: Math.max(former, 0), toggled: new Set() } })
    actions.announce(`${image.name} is the keeper`)
  }

  function toggleMark(stage: Stage, { image, isProtected }: ClusterMember) {
    if (image.hash === stage.keeper) return refuse(refusals.keeper)
    if (isProtected) return refuse(refusals.protected(image.name))
    const next = { ...stage, toggled: toggledIn(stage.toggled, image.hash) }
    const isMarked = markedOf(next).some((member) => member.image.hash === image.hash)
    store.setState({ stage: next })
    actions.announce(isMarked ? `${image.name} goes to the trash` : `${image.name} stays`)
  }

  /** One decision at a time, on what is seen; where it fails, what is shown is read again. */
  async function alone(work: (stage: Stage) => Promise<void>) {
    const { stage, place } = store.getState()
    if (!stage || !isIdle()) return
    store.setState({ isDeciding: true })
    await actions.attempt(async () => {
      try {
        await work(stage)
      } catch (error) {
        await showAgain(stage, place).catch(() => {})
        throw error
      }
    })
    settle()
  }

  function settle() {
    store.setState({ isDeciding: false, isTurning: false })
    recheckIfOld()
    catchUp()
  }

  async function accept(stage: Stage) {
    const whole = await withAllMembers(stage)
    const discard = markedOf(whole).map(({ image }) => image.hash)
    if (discard.length === 0) return refuse(refusals.nothingMarked)
    const changed = await client.duplicates.keep({ keeper: stage.keeper, discard })
    const keeper = stage.members.find(({ image }) => image.hash === stage.keeper)
    remember(stage, changed, decisionWords.kept(keeper?.image.name ?? 'one', discard.length))
    const { place } = store.getState()
    const hasRest = whole.members.length - discard.length > 1
    if (!hasRest || !(await turner.show(stage.keeper, place))) await goOn(place)
  }

  async function decide(stage: Stage, verdict: DecisionVerdict) {
    const { members } = await withAllMembers(stage)
    if (members.length > mostDecided) return refuse(refusals.tooMany)
    const changed = await client.duplicates.decide({ hashes: members.map(({ image }) => image.hash), verdict })
    remember(stage, changed, decisionWords[verdict](members.length))
    await goOn(store.getState().place)
  }

  async function putOff({ cluster }: Stage) {
    const { later, place } = store.getState()
    store.setState({ later: new Set([...later, cluster.keeper.hash]) })
    actions.announce('Put off until all others are decided on')
    await goOn(place + 1)
  }

  function remember({ keeper }: Stage, changed: { journal: number | null }, text: string) {
    const { decisions, place } = store.getState()
    duplicates.getState().expectChange()
    actions.tell(text, { journal: changed.journal })
    if (changed.journal === null) return
    const decision = { journal: changed.journal, hash: keeper, place, isUndone: false }
    store.setState({ decisions: [...decisions, decision] })
  }

  /** Goes to the next cluster from a place on, round the queue, that was not put off. */
  async function goOn(from: number) {
    const { later } = store.getState()
    await duplicates.getState().rowAt(from)
    const total = duplicates.getState().queue?.total ?? 0
    for (let step = 0; step < total; step += 1) {
      const row = await duplicates.getState().rowAt((from + step) % total)
      if (row && !later.has(row.keeper.hash)) return turner.go((from + step) % total)
    }
    store.setState({ later: new Set() })
    return turner.go(0)
  }

  async function undo() {
    const last = store.getState().decisions.findLast(({ isUndone }) => !isUndone)
    if (!isIdle()) return
    store.setState({ isDeciding: true })
    await actions.undo(last?.journal)
    const isUndone = store.getState().decisions.find(({ journal }) => journal === last?.journal)?.isUndone
    if (last && isUndone) await actions.attempt(async () => void (await turner.show(last.hash, last.place)))
    settle()
  }

  async function loadMore() {
    const { stage } = store.getState()
    if (!stage) return
    const members = await moreMembers(stage)
    const now = store.getState().stage
    if (now?.members === stage.members) store.setState({ stage: { ...now, members } })
  }

  async function moreMembers({ cluster, members }: Stage): Promise<readonly ClusterMember[]> {
    const { distance } = duplicates.getState().wish
    const place = { hash: cluster.keeper.hash, distance, offset: members.length, limit: mostAtOnce }
    return [...members, ...(await client.duplicates.get(place)).members]
  }

  async function withAllMembers(stage: Stage): Promise<Stage> {
    let whole = stage
    while (whole.members.length < stage.cluster.size) {
      const members = await moreMembers(whole)
      if (members.length === whole.members.length) break
      whole = { ...whole, members }
    }
    return whole
  }

  async function showAgain({ cluster }: Stage, place: number) {
    await duplicates.getState().reload()
    if (!(await turner.show(cluster.keeper.hash, place))) await turner.go(place)
  }

  function hear(event: LibraryEvent) {
    if (event.type !== 'duplicates.changed' && event.type !== 'library.reset') return
    news += 1
    recheckIfOld()
  }

  function recheckIfOld() {
    const { stage } = store.getState()
    if (stage && stage.news < news) recheckSoon()
  }

  /** Reads the cluster on the stage again: something was changed, here or elsewhere. */
  async function recheck() {
    const { stage, place } = store.getState()
    if (!stage || !isIdle() || (await turner.show(stage.cluster.keeper.hash, place).catch(() => true))) return
    actions.announce('That cluster is decided on')
    await turn(() => goOn(place), place)
  }

  function follow(after: DuplicatesState, before: DuplicatesState) {
    if (!after.queue || after.queue === before.queue) return
    isAnother ||= before.isPending && !after.isPending
    catchUp()
  }

  /** Follows the queue: the place of what is on the stage, and what comes first after another wish. */
  function catchUp() {
    const { stage } = store.getState()
    const { queue } = duplicates.getState()
    if (!queue || !isIdle()) return
    const place = stage ? placeOf(queue, stage.cluster.keeper.hash) : -1
    if (place >= 0) store.setState({ place })
    if (!isAnother && (stage || queue.total === 0)) return
    isAnother = false
    void store.getState().go(Math.max(place, 0))
  }

  duplicates.subscribe(follow)
  return store
}
