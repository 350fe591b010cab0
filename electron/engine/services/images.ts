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
    'images.list': async (wish) => {
      const started = performance.now()
      // Read first: a revision that is older than the list makes an event heard twice, a newer one has it missed.
      const at = revision()
      const { images: ids, ...page } = await queries.page(wish)
      const items = await images.summaries(ids)
      return { ...page, items, revision: at, milliseconds: performance.now() - started }
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
