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

/** Each count with its words for one and for several. */
const countNames: [kind: keyof ImportProgress['counts'], one: string, several: string][] = [
  ['added', 'new', 'new'],
  ['existing', 'already stored', 'already stored'],
  ['urlAdded', 'URL added', 'URLs added'],
  ['near', 'near-duplicate', 'near-duplicates'],
  ['restored', 'restored', 'restored'],
  ['deletedBefore', 'deleted before', 'deleted before'],
  ['notImage', 'not an image', 'not images'],
  ['failed', 'failed', 'failed'],
]

/** `412 new`, `1 near-duplicate` …: the counts that are not 0. */
export const countWords = (counts: ImportProgress['counts']): string[] =>
  countNames.flatMap(([kind, one, several]) => {
    const count = counts[kind]
    return count > 0 ? [`${formatCount(count)} ${count === 1 ? one : several}`] : []
  })
