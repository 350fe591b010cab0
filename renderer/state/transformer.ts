import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '#shared/client.ts'
import { formatTransformation, parseTransformation, type Step } from '#shared/imagekit/grammar.ts'
import type { ImageDetail } from '#shared/schema.ts'
import type { TransformationCheck } from '#shared/transformations.ts'
import type { Actions } from './actions.ts'
import type { Spelling } from './media-urls.ts'

/** Why a text is no transformation, and at which character. */
export interface Breakage {
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
  /** Takes up another picture; the steps stay. */
  choose(hash: string): Promise<void>
  setText(text: string): void
  setSteps(steps: readonly Step[]): void
  setSpelling(change: Partial<Spelling>): void
}

export type Transformer = StoreApi<TransformerState>

interface Options {
  client: Client
  actions: Pick<Actions, 'attempt'>
}

const usualSpelling: Spelling = {
  dialect: 'classic',
  position: 'path',
  naming: 'hash',
  isSigned: false,
  expireSeconds: null,
}

/** The transformation that is being built, on which picture, and what the library says of it. */
export function createTransformer({ client, actions }: Options): Transformer {
  /** Identity of the question whose answer is awaited; another change makes a new one. */
  let awaited: object = {}

  const store = createStore<TransformerState>(() => ({
    ...{ picture: null, text: '', steps: [], breakage: null, check: null, isChecking: false },
    spelling: usualSpelling,
    choose: (hash) => actions.attempt(() => choose(hash)),
    setText(text) {
      const parsed = parseTransformation(text)
      if (!parsed.ok) return store.setState({ text, breakage: parsed.problem })
      store.setState({ text, steps: parsed.steps, breakage: null })
      void ask()
    },
    setSteps(steps) {
      store.setState({ steps, text: formatTransformation([...steps]), breakage: null })
      void ask()
    },
    setSpelling: (change) => store.setState(({ spelling }) => ({ spelling: { ...spelling, ...change } })),
  }))

  async function choose(hash: string) {
    const picture = await client.images.get({ hash })
    store.setState({ picture, check: null })
    await ask()
  }

  async function ask() {
    const { picture, steps } = store.getState()
    const question = {}
    awaited = question
    if (!picture) return
    store.setState({ isChecking: true })
    const transformation = formatTransformation([...steps])
    const check = await client.transformations.check({ picture: picture.hash, transformation }).catch(() => null)
    if (awaited === question) store.setState({ check, isChecking: false })
  }

  return store
}
