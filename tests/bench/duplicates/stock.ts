import type { Fingerprint } from '../../../electron/engine/media/fingerprint.ts'
import type { Cuttings, Distractor, Family } from './corpus.ts'
import type { Hashed } from './hashing.ts'

/** A picture of the trial. Copies of one original have its family; `transform` is the copy's place in the list. */
export interface Picture extends Omit<Distractor, 'hashed'> {
  hashed: Hashed
  family: number
  role: 'original' | 'copy' | 'distractor'
  transform: number | undefined
}

/** All pictures that are searched for, and how many were left out as the engine leaves them out. */
export interface Stock {
  pictures: Picture[]
  families: number
  distractors: number
  plainOriginals: number
  plainDistractors: number
  /** Copies, though their originals have detail enough: they cannot be found. */
  plainCopies: number
}

const hasDetail = ({ hashed }: { hashed: Hashed }) => !hashed.fingerprint.lowDetail

function membersOf({ path, region, hashed, copies }: Family, family: number): Picture[] {
  const original = { path, region, hashed, family, role: 'original', transform: undefined } as const
  return [
    original,
    ...copies.map((copy, transform) => ({ path, region, hashed: copy, family, role: 'copy' as const, transform })),
  ]
}

/** The trial's pictures: families first, then distractors, each of which is a family of its own. */
export function createStock({ families, distractors }: Cuttings): Stock {
  const [kept, strangers] = [families.filter(hasDetail), distractors.filter(hasDetail)]
  const members = kept.flatMap(membersOf)
  const alone = strangers.map(
    (one, at): Picture => ({ ...one, family: kept.length + at, role: 'distractor', transform: undefined }),
  )
  const found = members.filter(hasDetail)
  return {
    pictures: [...found, ...alone],
    families: kept.length,
    distractors: alone.length,
    plainOriginals: families.length - kept.length,
    plainDistractors: distractors.length - strangers.length,
    plainCopies: members.length - found.length,
  }
}

export const fingerprintsOf = ({ pictures }: Stock): Fingerprint[] => pictures.map(({ hashed }) => hashed.fingerprint)
