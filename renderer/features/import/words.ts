import type { ImportProgress, Verdict } from '#shared/schema.ts'
import { formatCount } from '../../ui/format.ts'

/** What became of a file, in words; `near` is said apart. */
export const verdictWords: Record<Verdict['kind'], string> = {
  added: 'New',
  existing: 'Already stored',
  urlAdded: 'Already stored, URL added',
  restored: 'Taken out of the trash',
  deletedBefore: 'Deleted before, not stored',
  notImage: 'Not an image, not stored',
  failed: 'Failed',
}

const countNames: [keyof ImportProgress['counts'], string][] = [
  ['added', 'new'],
  ['existing', 'already stored'],
  ['urlAdded', 'URLs added'],
  ['near', 'near-duplicates'],
  ['restored', 'restored'],
  ['deletedBefore', 'deleted before'],
  ['notImage', 'not images'],
  ['failed', 'failed'],
]

/** `412 new`, `2 failed` …: the counts that are not 0. */
export const countWords = (counts: ImportProgress['counts']): string[] =>
  countNames.flatMap(([kind, name]) => (counts[kind] > 0 ? [`${formatCount(counts[kind])} ${name}`] : []))
