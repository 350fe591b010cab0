import { createStore, type StoreApi } from 'zustand/vanilla'

/** A short message with at most one way back, at the bottom of the window. */
export interface Toast {
  id: number
  text: string
  /** The changes in the journal that “Undo” takes back, the newest first. */
  journal: readonly number[]
  tone: 'plain' | 'problem'
}

export interface ViewState {
  /** What the middle of the window shows; `pictures` are those of the library or the trash. */
  place: 'pictures' | 'duplicates' | 'transform' | 'activity' | 'settings'
  /** The side of a tile’s square, in CSS pixels. */
  tileSize: number
  isInspectorOpen: boolean
  isHistoryOpen: boolean
  isHelpOpen: boolean
  /** Whether the card of imports tells of each file and what can be done about it, or only how far they are. */
  isImportOpen: boolean
  /** The image that the viewer shows: an index of the snapshot, or one picture alone by its hash. */
  viewed: { index: number } | { hash: string } | null
  /** The image that the inspector shows in place of the selection, by its hash. */
  inspected: string | null
  toast: Toast | null
  /** The dialog over the window: nothing outside of it can be pressed meanwhile. */
  dialog: HTMLDialogElement | null
  /** What the polite live region says. */
  announcement: string
}

export type View = StoreApi<ViewState>

export const smallestTile = 96
export const largestTile = 320

const kept = ['tileSize', 'isInspectorOpen'] as const
const storageKey = 'magpie.view'

const initial: ViewState = {
  place: 'pictures',
  tileSize: 168,
  isInspectorOpen: true,
  isHistoryOpen: false,
  isHelpOpen: false,
  isImportOpen: true,
  viewed: null,
  inspected: null,
  toast: null,
  dialog: null,
  announcement: '',
}

/** What is open and how large; tile size and inspector are remembered in `storage` between visits. */
export function createView(storage: Pick<Storage, 'getItem' | 'setItem'>): View {
  const view = createStore<ViewState>(() => ({ ...initial, ...remembered(storage) }))
  view.subscribe((state, before) => {
    if (kept.every((key) => state[key] === before[key])) return
    storage.setItem(storageKey, JSON.stringify(Object.fromEntries(kept.map((key) => [key, state[key]]))))
  })
  return view
}

function remembered(storage: Pick<Storage, 'getItem'>): Partial<ViewState> {
  try {
    const { tileSize, isInspectorOpen } = JSON.parse(storage.getItem(storageKey) ?? '{}') as Partial<ViewState>
    const size = Math.min(Math.max(Number(tileSize) || initial.tileSize, smallestTile), largestTile)
    return { tileSize: size, isInspectorOpen: isInspectorOpen !== false }
  } catch {
    return {}
  }
}
