import { Failure } from '#shared/failure.ts'
import type { Match } from '#shared/schema.ts'
import type { Changes, FileCall } from '../index/changes.ts'
import type { Decisions } from '../index/decisions.ts'
import type { Folders } from '../index/folders.ts'
import type { Images } from '../index/images.ts'
import type { KeepingChanges } from '../index/keeping.ts'
import type { Queries } from '../queries.ts'
import { answerOf, type MakeChange } from './make-change.ts'
import type { Services } from './services.ts'

export interface ImageParts {
  images: Images
  changes: Changes
  keeping: KeepingChanges
  decisions: Decisions
  folders: Pick<Folders, 'spelled'>
  queries: Queries
  makeChange: MakeChange
  revision: () => number
}

export const pictures = (count: number) => `${count} picture${count === 1 ? '' : 's'}`

/** The label of a change in the history. */
export const changeLabel = (call: FileCall) => (count: number) =>
  call === 'files.trash' ? `Moved ${pictures(count)} to the trash` : `Restored ${pictures(count)}`

/** Calls on images: list, get, similar, trash and restore, tag and annotate. */
export function createImageServices(parts: ImageParts) {
  const { images, changes, keeping, decisions, folders, queries, makeChange, revision } = parts

  async function change(call: FileCall, hashes: readonly string[], actor: string) {
    const ids = await images.idsOf(hashes)
    const changed = await makeChange(() => changes.performOnImages(call, ids, actor, changeLabel(call)))
    const sides = changed.trashed.length + changed.restored.length
    return { changed: sides, revision: changed.revision, journal: changed.journal }
  }

  async function facts(hash: string) {
    const image = await images.get(hash)
    if (!image) throw new Failure('notFound', 'The library does not hold this image.', { field: 'hash' })
    return image
  }

  async function hashOf(given: string): Promise<{ hash: string | undefined; self: number | undefined }> {
    if (given.length === 16) return { hash: given, self: undefined }
    const image = await facts(given)
    return { hash: image.perceptualHash?.value, self: image.id }
  }

  return {
    'images.list': async ({ folder = '/', ...wish }) => {
      const started = performance.now()
      // Read first: a revision that is older than the list makes an event heard twice, a newer one has it missed.
      const at = revision()
      const { images: ids, ...page } = await queries.page({ ...wish, folder: folders.spelled(folder) })
      const items = await images.summaries(ids)
      return { ...page, items, revision: at, milliseconds: performance.now() - started }
    },
    'images.get': async ({ hash }) => {
      const image = await facts(hash)
      return { ...image, variants: await images.summaries(await decisions.variantsOf(image.id)) }
    },
    'images.similar': async ({ hash: given, distance, turned, limit }) => {
      const started = performance.now()
      const { hash, self } = await hashOf(given)
      const near = hash ? (await queries.similar(hash, distance, turned)).filter(({ image }) => image !== self) : []
      const shown = near.slice(0, limit)
      const found = await images.summaries(shown.map(({ image }) => image))
      const items = shown.flatMap(({ distance: bits, orientation }, at): Match[] => {
        const image = found[at]
        return image ? [{ image, distance: bits, orientation }] : []
      })
      return { items, total: near.length, milliseconds: performance.now() - started }
    },
    'images.trash': ({ hashes }, actor) => change('files.trash', hashes, actor),
    'images.restore': ({ hashes }, actor) => change('files.restore', hashes, actor),
    'images.tag': async ({ hashes, add, remove }, actor) => {
      const ids = await images.idsOf(hashes)
      const label = `Changed the tags of ${pictures(ids.length)}`
      return answerOf(await makeChange(() => keeping.tag(ids, add, remove, { actor, label })))
    },
    'images.annotate': async ({ hash, note }, actor) => {
      const { id } = await facts(hash)
      return answerOf(await makeChange(() => keeping.annotate(id, note.trim(), { actor, label: 'Changed a note' })))
    },
  } satisfies Partial<Services>
}
