import { Failure } from '#shared/failure.ts'
import type { Match } from '#shared/schema.ts'
import type { createChanges, UndoableCall } from '../index/changes.ts'
import type { createImages } from '../index/images.ts'
import type { Queries } from '../queries.ts'
import type { MakeChange } from './make-change.ts'
import type { Services } from './services.ts'

export interface ImageParts {
  images: ReturnType<typeof createImages>
  changes: ReturnType<typeof createChanges>
  queries: Queries
  makeChange: MakeChange
  revision: () => number
}

const pictures = (count: number) => `${count} picture${count === 1 ? '' : 's'}`

/** The label of a change in the history. */
export const changeLabel = (call: UndoableCall) => (count: number) =>
  call === 'files.trash' ? `Moved ${pictures(count)} to the trash` : `Restored ${pictures(count)}`

/** Position of the first id that is at most `ceiling`, in falling ids. */
function firstBelow(ids: Int32Array, ceiling: number): number {
  let low = 0
  let high = ids.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ids[middle] ?? 0) > ceiling) low = middle + 1
    else high = middle
  }
  return low
}

/** Calls on images: list, get, similar, trash and restore. */
export function createImageServices({ images, changes, queries, makeChange, revision }: ImageParts) {
  async function change(call: UndoableCall, hashes: readonly string[], actor: string) {
    const ids = await images.idsOf(hashes)
    const changed = await makeChange(() => changes.performOnImages(call, ids, actor, changeLabel(call)))
    return { changed: changed.images.length, revision: changed.revision, journal: changed.journal }
  }

  async function hashOf(given: string): Promise<{ hash: string | undefined; self: number | undefined }> {
    if (given.length === 16) return { hash: given, self: undefined }
    const image = await images.get(given)
    if (!image) throw new Failure('notFound', 'The library does not hold this image.', { field: 'hash' })
    return { hash: image.perceptualHash?.value, self: image.id }
  }

  return {
    'images.list': async ({ text, view, ceiling, offset, limit }) => {
      const started = performance.now()
      // Read first: a revision that is older than the list makes an event heard twice, a newer one has it missed.
      const at = revision()
      const ids = await queries.list(view, text)
      const top = ceiling ?? ids[0] ?? 0
      const first = firstBelow(ids, top)
      const items = await images.summaries([...ids.subarray(first + offset, first + offset + limit)])
      const milliseconds = performance.now() - started
      return { items, total: ids.length - first, ceiling: top, revision: at, milliseconds }
    },
    'images.get': async ({ hash }) => {
      const image = await images.get(hash)
      if (!image) throw new Failure('notFound', 'The library does not hold this image.', { field: 'hash' })
      return image
    },
    'images.similar': async ({ hash: given, distance, limit }) => {
      const started = performance.now()
      const { hash, self } = await hashOf(given)
      const near = hash ? (await queries.similar(hash, distance)).filter(({ image }) => image !== self) : []
      const found = await images.summaries(near.slice(0, limit).map(({ image }) => image))
      const items = found.map((image, at): Match => ({ image, distance: near[at]?.distance ?? 0 }))
      return { items, total: near.length, milliseconds: performance.now() - started }
    },
    'images.trash': ({ hashes }, actor) => change('files.trash', hashes, actor),
    'images.restore': ({ hashes }, actor) => change('files.restore', hashes, actor),
  } satisfies Partial<Services>
}
