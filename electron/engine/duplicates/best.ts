import type { CopyFacts, DuplicateSettings, KeepReason, KeepRule } from '#shared/duplicates.ts'

/** An image as the rules look at it. `createdAt` is in milliseconds. */
export interface Copy extends Omit<CopyFacts, 'createdAt'> {
  image: number
  hash: string
  name: string
  byteSize: number
  createdAt: number
  isProtected: boolean
}

/** Positive when the first is the better one. */
type Compare = (a: Copy, b: Copy) => number

const by =
  (value: (copy: Copy) => number): Compare =>
  (a, b) =>
    value(a) - value(b)

/** Names that a program gave: digits and letters of a hash, a camera’s or a browser’s default, a second copy. */
const isGeneratedName = (name: string) =>
  /^[0-9a-f-]{16,}(\.\w+)?$/i.test(name) ||
  /^(image|img|dsc[nf]?|photo|picture|download|unnamed|untitled|screenshot|unknown)?[\s_\-.()\d]*(\.\w+)?$/i.test(
    name,
  ) ||
  /\(\d+\)|\bcopy\b/i.test(name)

const metadataOf = ({ hasExif, takenAt, tags, notes }: Copy) =>
  Number(hasExif) + Number(takenAt !== null) + tags + notes

/** Lossless counts as above every JPEG quality; what is not known, as below. */
const qualityOf = ({ lossless, quality }: Copy) => (lossless ? 101 : (quality ?? 0))

const comparisons: Record<KeepReason, Compare> = {
  protected: by(({ isProtected }) => Number(isProtected)),
  resolution: by(({ pixels }) => pixels),
  quality: by(qualityOf),
  metadata: by(metadataOf),
  fileSize: by(({ byteSize }) => byteSize),
  urls: by(({ urls }) => urls),
  age: by(({ createdAt }) => -createdAt),
  name: by(({ name }) => Number(!isGeneratedName(name))),
}

/** The order in which copies are worth keeping, by rules that break each other’s ties. */
export function createOrder({ rules }: DuplicateSettings) {
  const given: KeepReason[] = ['protected', ...rules]
  // Whatever the rules leave open is settled by all of them and the hash, so that the order is total.
  const rest = (Object.keys(comparisons) as KeepReason[]).filter((rule) => !given.includes(rule))
  const all = [...given, ...rest]

  const reasonFor = (a: Copy, b: Copy) => all.find((rule) => comparisons[rule](a, b) !== 0)
  return {
    /** For sorting: the best first. */
    compare(a: Copy, b: Copy): number {
      const reason = reasonFor(a, b)
      if (reason) return -comparisons[reason](a, b)
      return a.hash < b.hash ? -1 : 1
    },
    /** The rule by which the keeper goes before the other; the last of the rules when they are equal in all. */
    reasonFor: (keeper: Copy, other: Copy): KeepReason => reasonFor(keeper, other) ?? lastOf(rules),
  }
}

const lastOf = (rules: readonly KeepRule[]): KeepRule => rules.at(-1) ?? 'age'
