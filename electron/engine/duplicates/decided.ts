import type { Decisions } from '../index/decisions.ts'

/** Which images were decided on together, in memory. */
export function createDecided(index: Decisions) {
  const memberships = new Map<number, number[]>()
  const of = (image: number): readonly number[] => memberships.get(image) ?? []

  return {
    /** The decisions that an image (row id) is a member of. */
    of,
    /** Whether somebody has decided on two of these images together. */
    together(images: readonly number[]): boolean {
      const decisions = images.flatMap(of)
      return new Set(decisions).size < decisions.length
    },
    /** Reads the decisions on these images, or all of them. */
    async learn(images?: readonly number[]): Promise<void> {
      const rows = images ? await index.membershipsOf(images) : await index.memberships()
      for (const image of images ?? memberships.keys()) memberships.delete(image)
      for (const { image, decision } of rows) memberships.set(image, [...of(image), decision])
    },
  }
}
