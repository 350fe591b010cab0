import type { DecisionVerdict } from '#shared/duplicates.ts'

const pictures = (count: number) => `${count.toLocaleString()} ${count === 1 ? 'picture' : 'pictures'}`

/** What was decided, in words. */
export const decisionWords = {
  kept: (name: string, discarded: number) => `Kept ${name}, moved ${pictures(discarded)} to the trash`,
  variants: (count: number) => `Remembered ${pictures(count)} as variants`,
  notDuplicates: (count: number) => `Remembered ${pictures(count)} as no duplicates`,
} satisfies Record<DecisionVerdict | 'kept', unknown>

/** Why something is not done, with the way out. */
export const refusals = {
  keeper: 'The last copy never goes: the keeper stays. Make another one the keeper (K) to discard this one.',
  isKeeper: 'This one is the keeper already. Put another one in focus first (1 to 9).',
  protected: (name: string) => `${name} is protected and cannot be discarded. Its source is listed under “Rules”.`,
  nothingMarked: 'Nothing here is marked for the trash. Mark copies (X), or say that they are variants (V).',
  tooMany: 'More than 1,000 pictures cannot be decided on at once. Discard some of them first.',
  gone: 'This picture is in no open cluster: it was decided on already, or its copies are in the trash.',
  restless: 'The queue changes faster than it can be read. Try again in a moment.',
}
