import type { ImportProgress, Verdict } from '#shared/schema.ts'
import { formatCount } from '../../ui/format.ts'

const verdictWords: Record<Verdict['kind'], string> = {
  added: 'New',
  existing: 'Already stored',
  urlAdded: 'Already stored, source added',
  restored: 'Taken out of the trash',
  deletedBefore: 'Deleted before, not stored',
  notImage: 'Not an image, not stored',
  failed: 'Failed',
}

/** Whether a file came in that the decoder could not read, or not all of. */
export const isDamaged = ({ kind, reason }: Verdict): boolean => kind === 'added' && reason !== null

/** What became of a file, in words; `near` and `reason` are said apart. */
export const wordsOf = (verdict: Verdict): string =>
  isDamaged(verdict) ? 'Stored, but it could not be read in full' : verdictWords[verdict.kind]

/** Each count with its words for one and for several. */
const countNames: [kind: keyof ImportProgress['counts'], one: string, several: string][] = [
  ['added', 'new', 'new'],
  ['existing', 'already stored', 'already stored'],
  ['urlAdded', 'source added', 'sources added'],
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
