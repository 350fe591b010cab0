/** What a key asks of the viewer. */
export type ViewerWish =
  | { kind: 'step'; to: number | 'first' | 'last' }
  | { kind: 'zoom'; factor: number }
  | { kind: 'fit' | 'close' | 'remove' }

const zoomFactor = 1.5

const wishes = new Map<string, ViewerWish>([
  ['ArrowLeft', { kind: 'step', to: -1 }],
  ['ArrowRight', { kind: 'step', to: 1 }],
  ['Home', { kind: 'step', to: 'first' }],
  ['End', { kind: 'step', to: 'last' }],
  ['+', { kind: 'zoom', factor: zoomFactor }],
  ['=', { kind: 'zoom', factor: zoomFactor }],
  ['-', { kind: 'zoom', factor: 1 / zoomFactor }],
  ['0', { kind: 'fit' }],
  [' ', { kind: 'close' }],
  ['Delete', { kind: 'remove' }],
])

/** What a key means in the viewer; Space on a button is the button’s. */
export function wishOf(key: string, isOnButton: boolean): ViewerWish | undefined {
  return key === ' ' && isOnButton ? undefined : wishes.get(key)
}
