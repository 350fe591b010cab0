import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '#shared/client.ts'
import { Failure } from '#shared/failure.ts'
import { formatTransformation, parseTransformation, type Step } from '#shared/imagekit/grammar.ts'
import type { ImageDetail } from '#shared/schema.ts'
import type { TransformationCheck } from '#shared/transformations.ts'
import type { Actions } from './actions.ts'
import { type EditHistory, emptyHistory, recordEdit, stepBack, stepForward } from './edit-history.ts'
import type { Spelling } from './media-urls.ts'
import { rememberedWork, rememberWork, type WorkStorage } from './transformer-memory.ts'

/** Why a text is no transformation, and at which character. */
interface Breakage {
  at: number
  message: string
}

export interface TransformerState {
  /** The picture that is transformed; null until one is chosen. */
  picture: ImageDetail | null
  /** The transformation as it was written last, whole or broken. */
  text: string
  /** Its steps: those of the last text that was whole. */
  steps: readonly Step[]
  breakage: Breakage | null
  /** What the steps would come to; null until it is known. That of the former steps while `isChecking`. */
  check: TransformationCheck | null
  isChecking: boolean
  spelling: Spelling
  history: EditHistory
  /** Takes up another picture; the steps stay. */
  choose(hash: string): Promise<void>
  /** Edits with the same `gesture`, one after the other, are undone together; without one each is undone alone. */
  setText(text: string, gesture?: string): void
  setSteps(steps: readonly Step[], gesture?: string): void
  /** What comes next is another gesture, even under the same name. */
  endGesture(): void
  undo(): void
  redo(): void
  setSpelling(change: Partial<Spelling>): void
  /** Asks again what the steps would come to: settings and saved names are others now. */
  recheck(): void
}

export type Transformer = StoreApi<TransformerState>

interface Options {
  client: Client
  actions: Pick<Actions, 'attempt'>
  storage: WorkStorage
  schedule(work: () => void, milliseconds: number): void
}

/** How long edits may rest before the library is asked what comes of them. */
const pauseMilliseconds = 80

/** What is known where the library could not tell: that, as a problem of the whole. */
function refusedCheck(hash: string, error: unknown): TransformationCheck {
  const message = error instanceof Failure ? error.message : 'The steps could not be checked. Try again.'
  return { hash, result: null, problems: [{ at: [], code: 'tr', message, severity: 'error' }] }
}

const textOf = (steps: readonly Step[]) => formatTransformation(steps)

/** The transformation that is being built, on which picture, and what the library says of it. */
export function createTransformer({ client, actions, storage, schedule }: Options): Transformer {
  /** Identity of the question whose answer is awaited; another change makes a new one. */
  let awaited: object = {}
  /** The picture that was chosen last, so that an earlier one that comes late is let go. */
  let chosen = ''

  const store: Transformer = createStore<TransformerState>(() => ({
    ...{ picture: null, breakage: null, check: null, isChecking: false, history: emptyHistory },
    ...rememberedWork(storage),
    choose: (hash) => actions.attempt(() => choose(hash)),
    setText(text, gesture) {
      const parsed = parseTransformation(text)
      if (parsed.ok) take(text, parsed.steps, gesture)
      else store.setState({ text, breakage: parsed.problem })
    },
    setSteps: (steps, gesture) => take(textOf(steps), steps, gesture),
    endGesture: () => store.setState(({ history }) => ({ history: { ...history, gesture: null } })),
    undo: () => replay(stepBack),
    redo: () => replay(stepForward),
    setSpelling: (change) => store.setState(({ spelling }) => ({ spelling: { ...spelling, ...change } })),
    recheck: () => ask(0),
  }))
  rememberWork(store, storage)

  function take(text: string, steps: readonly Step[], gesture: string | undefined) {
    const { steps: before, history } = store.getState()
    const former = textOf(before)
    if (former === textOf(steps)) return store.setState({ text, breakage: null })
    store.setState({ text, steps, breakage: null, history: recordEdit(history, former, gesture ?? null) })
    ask(pauseMilliseconds)
  }

  /** Another text of the history; a broken one gives way first to the steps that were kept. */
  function replay(step: typeof stepBack) {
    const { steps, history, breakage } = store.getState()
    const current = textOf(steps)
    if (breakage) return store.setState({ text: current, breakage: null })
    const replayed = step(history, current)
    const parsed = replayed && parseTransformation(replayed.text)
    if (!parsed?.ok) return
    store.setState({ text: replayed?.text ?? '', steps: parsed.steps, history: replayed?.history ?? history })
    ask(pauseMilliseconds)
  }

  async function choose(hash: string) {
    chosen = hash
    const picture = await client.images.get({ hash })
    if (chosen !== hash) return
    store.setState({ picture, check: null })
    ask(0)
  }

  function ask(pause: number) {
    const question = {}
    awaited = question
    if (!store.getState().picture) return
    store.setState({ isChecking: true })
    schedule(() => void answer(question), pause)
  }

  async function answer(question: object) {
    const { picture, steps } = store.getState()
    if (awaited !== question || !picture) return
    const transformation = textOf(steps)
    const asked = client.transformations.check({ picture: picture.hash, transformation })
    const check = await asked.catch((error: unknown) => refusedCheck(picture.hash, error))
    if (awaited === question) store.setState({ check, isChecking: false })
  }

  return store
}
