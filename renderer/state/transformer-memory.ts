import type { StoreApi } from 'zustand/vanilla'
import { formatTransformation, parseTransformation, type Step } from '#shared/imagekit/grammar.ts'
import type { Spelling } from './media-urls.ts'

/** What is remembered of a transformation between visits. */
interface Work {
  text: string
  steps: readonly Step[]
  spelling: Spelling
}

export type WorkStorage = Pick<Storage, 'getItem' | 'setItem'>

const storageKey = 'magpie.transformer'

const usualSpelling: Spelling = {
  dialect: 'classic',
  position: 'path',
  naming: 'hash',
  isSigned: false,
  expireSeconds: null,
}

const usualWork: Work = { text: '', steps: [], spelling: usualSpelling }

const choices: Record<'dialect' | 'position' | 'naming', readonly unknown[]> = {
  dialect: ['seed', 'classic', 'modern'],
  position: ['path', 'query'],
  naming: ['hash', 'path', 'source'],
}

/** What of a remembered spelling can be used; the usual one stands in for the rest. */
function spellingOf(remembered: Partial<Spelling> = {}): Spelling {
  const { isSigned, expireSeconds } = remembered
  const chosen = Object.entries(choices).flatMap(([name, allowed]) => {
    const value = remembered[name as keyof typeof choices]
    return allowed.includes(value) ? [[name, value]] : []
  })
  const seconds = Number.isSafeInteger(expireSeconds) && Number(expireSeconds) > 0 ? Number(expireSeconds) : null
  return { ...usualSpelling, ...Object.fromEntries(chosen), isSigned: isSigned === true, expireSeconds: seconds }
}

/** The transformation and spelling of the last visit; what cannot be read is as in the first one. */
export function rememberedWork(storage: Pick<WorkStorage, 'getItem'>): Work {
  try {
    const { text, spelling } = JSON.parse(storage.getItem(storageKey) ?? '{}') as Partial<Work>
    const parsed = parseTransformation(String(text ?? ''))
    const steps = parsed.ok ? parsed.steps : []
    return { text: formatTransformation(steps), steps, spelling: spellingOf(spelling) }
  } catch {
    return usualWork
  }
}

/** Writes every change of the transformation and its spelling into the storage. */
export function rememberWork(store: Pick<StoreApi<Work>, 'subscribe'>, storage: Pick<WorkStorage, 'setItem'>): void {
  store.subscribe(({ steps, spelling }, before) => {
    if (steps === before.steps && spelling === before.spelling) return
    storage.setItem(storageKey, JSON.stringify({ text: formatTransformation(steps), spelling }))
  })
}
