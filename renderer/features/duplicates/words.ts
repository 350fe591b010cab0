import type { ClusterSummary, Confidence, DuplicateTask, KeepReason, KeepRule } from '#shared/duplicates.ts'
import type { PairKind } from '#shared/schema.ts'
import { formatBits, formatBytes, formatPictures } from '../../ui/format.ts'

/** What two pictures are to each other, short for lists and as a sentence for the stage. */
export const kindWords: Record<PairKind, { short: string; long: string }> = {
  samePixels: { short: 'Same pixels', long: 'Same pixels, other metadata' },
  reencoded: { short: 'Re-encoded', long: 'Same size, encoded again' },
  resized: { short: 'Resized', long: 'Resized' },
  turned: { short: 'Turned', long: 'Mirrored or rotated' },
  variant: { short: 'Variant?', long: 'Possible variant: the content differs' },
}

export const kindOf = (kind: PairKind | null, length: 'short' | 'long'): string =>
  kind ? kindWords[kind][length] : 'Not compared yet'

/** The mark of a confidence and what it says. */
export const confidenceWords: Record<Confidence, { mark: string; words: string }> = {
  safe: { mark: '●', words: 'safe' },
  look: { mark: '◐', words: 'worth a look' },
  unsure: { mark: '○', words: 'unsure' },
}

/** A rule by what it prefers. */
export const ruleWords: Record<KeepRule, string> = {
  resolution: 'More pixels',
  quality: 'Lossless, or better quality',
  metadata: 'More metadata',
  fileSize: 'More bytes',
  urls: 'More URLs',
  age: 'Stored earlier',
  name: 'A telling name',
}

/** Why the keeper is preferred, and what to say where it is the other way round. */
export const reasonWords: Record<KeepReason, { better: string; worse: string }> = {
  protected: { better: 'Protected', worse: 'Not protected' },
  resolution: { better: 'More pixels', worse: 'Fewer pixels' },
  quality: { better: 'Better quality', worse: 'Lower quality' },
  metadata: { better: 'More metadata', worse: 'Less metadata' },
  fileSize: { better: 'More bytes', worse: 'Fewer bytes' },
  urls: { better: 'More URLs', worse: 'Fewer URLs' },
  age: { better: 'Stored earlier', worse: 'Stored later' },
  name: { better: 'Telling name', worse: 'Less telling name' },
}

export const taskWords: Record<DuplicateTask['task'], string> = {
  hashing: 'Hashing pictures again',
  searching: 'Comparing every picture with every other',
  comparing: 'Comparing pixels',
}

/** A cluster in one sentence, for those who do not see its row. */
export function describeCluster({ keeper, size, reclaimable, nearest, kind, confidence }: ClusterSummary): string {
  const facts = [formatPictures(size), `${formatBytes(reclaimable)} reclaimable`, `nearest ${formatBits(nearest)}`]
  return [keeper.name, ...facts, kindOf(kind, 'short'), confidenceWords[confidence].words].join(', ')
}
