import type { ClusterMember, KeepReason } from '#shared/duplicates.ts'
import { formatBytes, formatCount, formatSome, formatType } from '../../ui/format.ts'

/** How the candidate stands to the keeper in one respect; `rule` is the rule that looks at it. */
export interface Difference {
  name: string
  keeper: string
  candidate: string
  tone: 'equal' | 'better' | 'worse' | 'other'
  rule: KeepReason | null
}

const dayMilliseconds = 24 * 60 * 60 * 1000
const minus = '\u2212'

const signed = (value: number, format: (size: number) => string): string =>
  `${value < 0 ? minus : '+'}${format(Math.abs(value))}`

/** Which of two is preferred where more is better. */
function toneOf(candidate: number, keeper: number): Difference['tone'] {
  if (candidate === keeper) return 'equal'
  return candidate > keeper ? 'better' : 'worse'
}

/** The values of the candidate relative to those of the keeper. */
export function differencesOf(keeper: ClusterMember, candidate: ClusterMember): Difference[] {
  return [
    ...[bytes, pixels, quality, format, age, urls, metadata].map((compare) => compare(keeper, candidate)),
    texts('Clients', keeper.facts.clients, candidate.facts.clients),
    texts('Domains', keeper.facts.domains, candidate.facts.domains),
  ]
}

/** What speaks for the keeper and against it beside a candidate, the reason that decided first. */
export function reasonsFor(keeper: ClusterMember, candidate: ClusterMember): { rule: KeepReason; isBetter: boolean }[] {
  const told = differencesOf(keeper, candidate).flatMap(({ rule, tone }) =>
    rule && (tone === 'better' || tone === 'worse') ? [{ rule, isBetter: tone === 'worse' }] : [],
  )
  const { reason } = candidate
  if (!reason) return told
  return [{ rule: reason, isBetter: true }, ...told.filter(({ rule }) => rule !== reason)]
}

function bytes({ image: a }: ClusterMember, { image: b }: ClusterMember): Difference {
  const delta = b.byteSize - a.byteSize
  return {
    ...{ name: 'Size', keeper: formatBytes(a.byteSize), candidate: delta === 0 ? 'same' : signed(delta, formatBytes) },
    ...{ tone: toneOf(b.byteSize, a.byteSize), rule: 'fileSize' },
  }
}

const dimensions = ({ image: { width, height } }: ClusterMember) => (width && height ? `${width} × ${height}` : '?')

function pixels(a: ClusterMember, b: ClusterMember): Difference {
  const [from, to] = [a.facts.pixels, b.facts.pixels]
  const share = from > 0 ? Math.round((to / from - 1) * 100) : 0
  const isTurned = to === from && dimensions(a) !== dimensions(b)
  const words = isTurned ? dimensions(b) : to === from ? 'same' : `${signed(share, formatCount)} % px`
  return { name: 'Pixels', keeper: dimensions(a), candidate: words, tone: toneOf(to, from), rule: 'resolution' }
}

/** Lossless is above every quality of JPEG; what is not known is below. */
const qualityOf = ({ facts }: ClusterMember) => (facts.lossless ? 101 : (facts.quality ?? 0))

function qualityWords({ facts }: ClusterMember): string {
  if (facts.lossless) return 'lossless'
  return facts.quality === null ? 'not known' : `${facts.quality} of 100`
}

function quality(a: ClusterMember, b: ClusterMember): Difference {
  const isMeasured = !a.facts.lossless && !b.facts.lossless && a.facts.quality !== null && b.facts.quality !== null
  const delta = qualityOf(b) - qualityOf(a)
  const words = delta === 0 ? 'same' : isMeasured ? signed(delta, formatCount) : qualityWords(b)
  const isKnown = qualityOf(a) > 0 && qualityOf(b) > 0
  const tone = isKnown || delta === 0 ? toneOf(qualityOf(b), qualityOf(a)) : 'other'
  return { name: 'Quality', keeper: qualityWords(a), candidate: words, tone, rule: 'quality' }
}

function format({ image: a }: ClusterMember, { image: b }: ClusterMember): Difference {
  const isSame = a.contentType === b.contentType
  const words = isSame ? 'same' : formatType(b.contentType)
  const tone = isSame ? 'equal' : 'other'
  return { name: 'Format', keeper: formatType(a.contentType), candidate: words, tone, rule: null }
}

/** `6 days later`; below a day in hours or minutes. */
function ageWords(milliseconds: number): string {
  const units: [size: number, name: string][] = [
    [365 * dayMilliseconds, 'year'],
    [dayMilliseconds, 'day'],
    [dayMilliseconds / 24, 'hour'],
    [60_000, 'minute'],
  ]
  const size = Math.abs(milliseconds)
  const [unit, name] = units.find(([one]) => size >= one) ?? [1000, 'second']
  const count = Math.round(size / unit)
  return `${formatCount(count)} ${name}${count === 1 ? '' : 's'} ${milliseconds > 0 ? 'later' : 'earlier'}`
}

function age({ facts: a }: ClusterMember, { facts: b }: ClusterMember): Difference {
  const delta = Date.parse(b.createdAt) - Date.parse(a.createdAt)
  const day = new Date(a.createdAt).toLocaleDateString(undefined, { dateStyle: 'medium' })
  const words = Math.abs(delta) < 1000 ? 'same' : ageWords(delta)
  const tone = words === 'same' ? 'equal' : delta > 0 ? 'worse' : 'better'
  return { name: 'Stored', keeper: day, candidate: words, tone, rule: 'age' }
}

function urls({ facts: a }: ClusterMember, { facts: b }: ClusterMember): Difference {
  const words = a.urls === b.urls ? 'same' : formatCount(b.urls)
  return { name: 'URLs', keeper: formatCount(a.urls), candidate: words, tone: toneOf(b.urls, a.urls), rule: 'urls' }
}

const counted = (count: number, name: string) => (count > 0 ? [`${count} ${name}${count === 1 ? '' : 's'}`] : [])

function metadataOf({ facts }: ClusterMember): string[] {
  const plain = [...(facts.hasExif ? ['EXIF'] : []), ...(facts.takenAt ? ['time taken'] : [])]
  return [...plain, ...counted(facts.tags, 'tag'), ...counted(facts.notes, 'note')]
}

function metadata(a: ClusterMember, b: ClusterMember): Difference {
  const [mine, theirs] = [metadataOf(a), metadataOf(b)]
  const isSame = mine.join() === theirs.join()
  return {
    ...{ name: 'Metadata', keeper: mine.join(', ') || 'none', rule: 'metadata' },
    ...{ candidate: isSame ? 'same' : theirs.join(', ') || 'none' },
    tone: isSame ? 'equal' : mine.length === theirs.length ? 'other' : toneOf(theirs.length, mine.length),
  }
}

function texts(name: string, a: string[], b: string[]): Difference {
  const isSame = [...a].sort().join('\n') === [...b].sort().join('\n')
  const candidate = isSame ? 'same' : formatSome(b)
  return { name, keeper: formatSome(a), candidate, tone: isSame ? 'equal' : 'other', rule: null }
}
