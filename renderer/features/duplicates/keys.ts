import { queueId, stageId } from '../../hooks/focus.ts'

/** What a key asks of the triage. */
export type TriageWish =
  | { kind: 'focus'; index: number }
  | { kind: 'member' | 'cluster' | 'mode'; by: 1 | -1 }
  | { kind: 'keeper' | 'mark' | 'accept' | 'variants' | 'notDuplicates' | 'later' | 'undo' | 'plan' | 'blink' }

/**
 * Where the keyboard is: in a field that is typed into, on a control with keys of its own (Space, arrows), on the
 * stage, where Tab changes the mode, in the queue, where all arrows go through it, or anywhere else.
 */
export type KeyPlace = 'field' | 'control' | 'stage' | 'queue' | 'elsewhere'

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'repeat'>

const letters: Record<string, TriageWish> = {
  k: { kind: 'keeper' },
  x: { kind: 'mark' },
  a: { kind: 'accept' },
  v: { kind: 'variants' },
  n: { kind: 'notDuplicates' },
  s: { kind: 'later' },
  z: { kind: 'undo' },
  p: { kind: 'plan' },
  q: { kind: 'mode', by: -1 },
  w: { kind: 'mode', by: 1 },
}

const arrows: Record<string, TriageWish> = {
  ArrowLeft: { kind: 'cluster', by: -1 },
  ArrowRight: { kind: 'cluster', by: 1 },
  ArrowUp: { kind: 'member', by: -1 },
  ArrowDown: { kind: 'member', by: 1 },
}

const rows: Record<string, TriageWish> = {
  ...arrows,
  ArrowUp: { kind: 'cluster', by: -1 },
  ArrowDown: { kind: 'cluster', by: 1 },
}

const find = (table: Record<string, TriageWish>, key: string) => (Object.hasOwn(table, key) ? table[key] : undefined)

/** What a key means where the keyboard is. A key held down repeats steps, never a decision. */
export function wishOf(event: Pressed, place: KeyPlace): TriageWish | undefined {
  const { key, repeat, shiftKey } = event
  if (place === 'field' || event.altKey) return undefined
  if (event.ctrlKey || event.metaKey) return key === 'z' && !repeat ? { kind: 'undo' } : undefined
  if (key === 'Tab') return place === 'stage' && !shiftKey ? { kind: 'mode', by: 1 } : undefined
  if (shiftKey) return undefined
  if (key.startsWith('Arrow')) return place === 'control' ? undefined : find(place === 'queue' ? rows : arrows, key)
  if (repeat) return undefined
  if (key === ' ') return place === 'control' ? undefined : { kind: 'blink' }
  if (/^[1-9]$/.test(key)) return { kind: 'focus', index: Number(key) - 1 }
  return find(letters, key.toLowerCase())
}

/** Where an element puts the keyboard. */
export function keyPlaceOf(target: EventTarget | null): KeyPlace {
  if (!(target instanceof Element)) return 'elsewhere'
  if (target.closest('dialog, [popover], select, textarea')) return 'field'
  if (target instanceof HTMLInputElement && ['text', 'search'].includes(target.type)) return 'field'
  if (target.id === stageId || target.closest('.film')) return 'stage'
  if (target.closest(`#${queueId}`)) return 'queue'
  return target.closest('button, a, input, summary, [role="slider"]') ? 'control' : 'elsewhere'
}
