/** Texts before and after the current one, nearest last, and the gesture that made the current one. */
export interface EditHistory {
  past: readonly string[]
  future: readonly string[]
  /** Edits of one gesture, such as typing into one field, are taken back together. */
  gesture: string | null
}

/** How many edits can be taken back. */
const mostEdits = 200

export const emptyHistory: EditHistory = { past: [], future: [], gesture: null }

/** The history after an edit that replaced `former`; without a gesture it is an edit of its own. */
export function recordEdit({ past, gesture: before }: EditHistory, former: string, gesture: string | null) {
  const isSameGesture = gesture !== null && gesture === before && past.length > 0
  return { past: isSameGesture ? past : [...past, former].slice(-mostEdits), future: [], gesture }
}

/** The text before the current one, and the history then; undefined where there is none. */
export function stepBack({ past, future }: EditHistory, current: string) {
  const text = past.at(-1)
  if (text === undefined) return undefined
  return { text, history: { past: past.slice(0, -1), future: [...future, current], gesture: null } }
}

/** The text that was taken back last, and the history then; undefined where there is none. */
export function stepForward({ past, future }: EditHistory, current: string) {
  const text = future.at(-1)
  if (text === undefined) return undefined
  return { text, history: { past: [...past, current], future: future.slice(0, -1), gesture: null } }
}
