import type { KeepReason } from '#shared/duplicates.ts'
import type { PairKind } from '#shared/schema.ts'
import { formatBytes, formatCount, formatPictures } from '../../../ui/format.ts'
import type { Totals } from './choice.ts'

const copies = (count: number) => `${formatCount(count)} ${count === 1 ? 'copy' : 'copies'}`

/** `187 copies in favour of 120, 1.2 GB`. */
export const describeTotals = ({ clusters, discards, bytes }: Totals): string =>
  `${copies(discards)} in favour of ${formatCount(clusters)}, ${formatBytes(bytes)}`

/** The same of a group, for a narrow column. */
export const describeGroup = ({ clusters, discards, bytes }: Totals): string =>
  `${copies(discards)} of ${formatPictures(clusters)} · ${formatBytes(bytes)}`

/** Which copy a group keeps, by the rule that decided. */
export const keptWords: Record<KeepReason, string> = {
  protected: 'the protected copy is kept',
  resolution: 'the one with more pixels is kept',
  quality: 'the one of better quality is kept',
  metadata: 'the one with more metadata is kept',
  fileSize: 'the one with more bytes is kept',
  urls: 'the one with more URLs is kept',
  age: 'the one that was stored first is kept',
  name: 'the one with the better name is kept',
}

/** Kinds of copies, by what they are to the kept one. */
export const planKindWords: Record<PairKind, string> = {
  samePixels: 'Same pixels',
  reencoded: 'Re-encoded',
  resized: 'Resized',
  turned: 'Mirrored or rotated',
  variant: 'Possible variants',
}
