/** How two pictures are compared. */
export type CompareMode = 'side' | 'blink' | 'slider' | 'difference'

/** The modes in the order in which one key goes through them. */
export const compareModes: readonly CompareMode[] = ['side', 'blink', 'slider', 'difference']

export const modeLabels: Record<CompareMode, string> = {
  side: 'Side by side',
  blink: 'Blink',
  slider: 'Slider',
  difference: 'Difference',
}

/** The mode after this one; after the last the first. */
export function nextMode(mode: CompareMode): CompareMode {
  return compareModes[(compareModes.indexOf(mode) + 1) % compareModes.length] ?? 'side'
}
