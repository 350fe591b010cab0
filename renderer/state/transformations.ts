import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '#shared/client.ts'
import type { LibraryEvent } from '#shared/events.ts'
import type { RefusedOrigin, TransformationSettings } from '#shared/transformations.ts'
import { createTurns } from '#shared/turns.ts'
import type { Actions } from './actions.ts'

/** The settings after a change; those given, where there is nothing to change. */
export type Edit = (settings: TransformationSettings) => TransformationSettings

export interface TransformationsState {
  /** Null until they are read. */
  settings: TransformationSettings | null
  /** Pages that were refused and are not allowed now, the latest first. */
  refused: readonly RefusedOrigin[]
  /** Origins whose refusal is not told any more. */
  dismissed: ReadonlySet<string>
  /** Changes the newest settings, after all changes asked for before; `text` tells of it, with the way back. */
  change(text: string, edit: Edit): Promise<void>
  allow(origin: string): Promise<void>
  dismiss(origin: string): void
  hear(event: LibraryEvent): void
  reload(): Promise<void>
}

export type Transformations = StoreApi<TransformationsState>

interface Options {
  client: Client
  actions: Pick<Actions, 'attempt' | 'tell'>
}

/** How the library answers transformation URLs: named transformations, strictness, and pages allowed and refused. */
export function createTransformations({ client, actions }: Options): Transformations {
  const inTurn = createTurns()

  const store = createStore<TransformationsState>((set, get) => ({
    settings: null,
    refused: [],
    dismissed: new Set(),
    change: (text, edit) => actions.attempt(() => inTurn(() => change(text, edit))),
    allow: (origin) => get().change(`Allowed ${origin} to show pictures`, withOrigin(origin)),
    dismiss: (origin) => set(({ dismissed }) => ({ dismissed: new Set(dismissed).add(origin) })),
    hear(event) {
      const isMet = ['history.changed', 'library.reset', 'transformations.refused'].includes(event.type)
      // An origin is announced once, and again only after it had been allowed meanwhile.
      if (event.type === 'transformations.refused') set({ dismissed: withoutMember(get().dismissed, event.origin) })
      if (isMet) void get().reload()
    },
    reload: () => inTurn(read).catch(() => {}),
  }))

  async function change(text: string, edit: Edit) {
    const settings = await client.transformations.settings({})
    const next = edit(settings)
    if (next === settings) return
    const { journal } = await client.transformations.configure(next)
    store.setState(({ refused }) => ({ settings: next, refused: notIn(next, refused) }))
    actions.tell(text, { journal })
  }

  /** What was refused is asked for apart: without it the settings hold all the same. */
  async function read() {
    const refused = client.transformations.refused({}).catch(() => store.getState().refused)
    const settings = await client.transformations.settings({})
    store.setState({ settings, refused: notIn(settings, await refused) })
  }

  return store
}

const withoutMember = (set: ReadonlySet<string>, member: string) => new Set([...set].filter((one) => one !== member))

const notIn = ({ origins }: TransformationSettings, refused: readonly RefusedOrigin[]) =>
  refused.filter(({ origin }) => !origins.includes(origin))

const withOrigin =
  (origin: string): Edit =>
  (settings) =>
    settings.origins.includes(origin) ? settings : { ...settings, origins: [...settings.origins, origin] }

export const withoutOrigin =
  (origin: string): Edit =>
  (settings) => ({ ...settings, origins: settings.origins.filter((one) => one !== origin) })

/** Saves a transformation by its name, in place of the one that has it. */
export const withNamed =
  (name: string, transformation: string): Edit =>
  (settings) => ({ ...settings, named: { ...settings.named, [name]: transformation } })

export const withoutNamed =
  (name: string): Edit =>
  (settings) =>
    Object.hasOwn(settings.named, name) ? { ...settings, named: without(settings.named, name) } : settings

/** Gives a saved transformation another name, in place of the one that has it; nothing where it is gone. */
export const renamed =
  (name: string, to: string): Edit =>
  (settings) => {
    const { named } = settings
    const transformation = Object.hasOwn(named, name) ? named[name] : undefined
    if (transformation === undefined || name === to) return settings
    return { ...settings, named: { ...without(named, name), [to]: transformation } }
  }

const without = (named: Record<string, string>, name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(named).filter(([one]) => one !== name))
