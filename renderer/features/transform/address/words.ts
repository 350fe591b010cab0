import type { ImageDetail } from '#shared/schema.ts'
import { type Naming, nameOf, type Spelling } from '../../../state/media-urls.ts'

/** The dialects, each with its name and whose rules it follows. */
export const dialects: Record<Spelling['dialect'], { name: string; hint: string }> = {
  seed: {
    name: 'Seed',
    hint: 'As the first Python SDK: a border is bo, and a query is form-encoded.',
  },
  classic: {
    name: 'Classic',
    hint: 'As Python up to 4 and Node 3 to 6: a border is b, and a query is form-encoded.',
  },
  modern: {
    name: 'Modern',
    hint: 'As @imagekit/javascript 5 and @imagekit/nodejs 7: layers as objects, and a query is readable.',
  },
}

export const positions: Record<Spelling['position'], string> = { path: 'Path', query: 'Query' }

export const namings: Record<Naming, string> = { hash: 'Content hash', path: 'Library path', source: 'Source URL' }

/** Why a picture cannot be named so; undefined where it can. */
export function missingName(picture: ImageDetail, naming: Naming): string | undefined {
  if (nameOf(picture, naming) !== undefined) return undefined
  if (naming === 'source') {
    const isFromWeb = picture.sources.some(({ url }) => /^https?:/i.test(url))
    return isFromWeb ? 'no URL can hold the one it came from' : 'it came from no web address'
  }
  return picture.trashed ? 'it is in the trash' : 'no URL can hold its path'
}

/** Lifetimes of a signature, in seconds. */
export const lifetimes: readonly (readonly [seconds: number | null, words: string])[] = [
  [null, 'Never expires'],
  [3600, 'For 1 hour'],
  [86_400, 'For 1 day'],
  [2_592_000, 'For 30 days'],
]

/** The longest lifetime that can be asked for: a hundred years. */
export const longestLifetime = 3_153_600_000
