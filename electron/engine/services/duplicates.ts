import type { ClusterMember, CopyFacts } from '#shared/duplicates.ts'
import { Failure } from '#shared/failure.ts'
import { type ImageSummary, type Likeness, Orientation } from '#shared/schema.ts'
import type { Copy } from '../duplicates/best.ts'
import type { Cluster } from '../duplicates/clusters.ts'
import type { Duplicates } from '../duplicates/duplicates.ts'
import type { Images } from '../index/images.ts'
import type { KeepingChanges } from '../index/keeping.ts'
import { isoTime } from '../index/rows.ts'
import { pictures } from './images.ts'
import { answerOf, type MakeChange } from './make-change.ts'
import type { Services } from './services.ts'

export interface DuplicateParts {
  duplicates: Duplicates
  images: Images
  keeping: KeepingChanges
  makeChange: MakeChange
  revision: () => number
}

function factsOf({
  image: _image,
  hash: _hash,
  name: _name,
  byteSize: _bytes,
  isProtected: _is,
  ...facts
}: Copy): CopyFacts {
  return { ...facts, createdAt: isoTime(facts.createdAt) }
}

const likenessOf = ({ distance, detailDistance, orientation }: Cluster['rays'][number]): Likeness => ({
  distance,
  detailDistance,
  orientation: Orientation.options[orientation] ?? 'upright',
})

/** Calls on near-duplicates. */
export function createDuplicateServices({ duplicates, images, keeping, makeChange, revision }: DuplicateParts) {
  const { clusters, kinds, queue } = duplicates

  async function clusterOf(hash: string, distance: number): Promise<Cluster> {
    await duplicates.settled()
    const [id = 0] = await images.idsOf([hash])
    const cluster = (await clusters.view(distance)).byImage.get(id)
    if (cluster) return cluster
    throw new Failure('notFound', 'This picture has no undecided near-duplicates at this distance.', { field: 'hash' })
  }

  /** The keeper where there is no ray, else what the ray leads to. */
  function toMember(keeper: number, ray: Cluster['rays'][number] | undefined, image: ImageSummary): ClusterMember {
    const copy = clusters.copyOf(image.id)
    return {
      image,
      likeness: ray ? likenessOf(ray) : null,
      kind: kinds.kindOf(keeper, image.id),
      reason: ray ? clusters.reasonFor(keeper, image.id) : null,
      facts: factsOf(copy),
      isProtected: copy.isProtected,
    }
  }

  return {
    'duplicates.list': async ({ order, offset, limit, ...wish }) => {
      const started = performance.now()
      await duplicates.settled()
      const at = revision()
      const { clusters: all, ...totals } = await queue.list(wish, order)
      const shown = all.slice(offset, offset + limit)
      const keepers = await images.summaries(shown.map(({ keeper }) => keeper))
      const items = shown.map((cluster, i) => queue.summaryOf(cluster, keepers[i] as (typeof keepers)[0]))
      const loading = duplicates.isLoading()
      return { items, total: all.length, ...totals, loading, revision: at, milliseconds: performance.now() - started }
    },
    'duplicates.get': async ({ hash, distance, offset, limit }) => {
      const at = revision()
      const cluster = await clusterOf(hash, distance)
      duplicates.compareFirst(cluster)
      const rays = [undefined, ...cluster.rays].slice(offset, offset + limit)
      const wanted = [cluster.keeper, ...rays.map((ray) => ray?.image ?? cluster.keeper)]
      const [keeper, ...shown] = await images.summaries(wanted)
      const members = shown.map((image, i) => toMember(cluster.keeper, rays[i], image))
      return { cluster: queue.summaryOf(cluster, keeper as ImageSummary), members, revision: at }
    },
    'duplicates.keep': async ({ keeper, discard }, actor) => {
      const [kept = 0, ...others] = await images.idsOf([keeper, ...new Set(discard)])
      const keepings = [{ keeper: kept, discard: others }]
      const label = `Kept 1 of ${others.length + 1} duplicates`
      const changed = await makeChange(async () => {
        await duplicates.expectDiscardable(keepings)
        return keeping.keep(keepings, { actor, label })
      })
      return answerOf(changed)
    },
    'duplicates.decide': async ({ hashes, verdict }, actor) => {
      const distinct = [...new Set(hashes)]
      if (distinct.length < 2)
        throw new Failure('invalid', 'A decision needs two different pictures.', { field: 'hashes' })
      const ids = await images.idsOf(distinct)
      const called = verdict === 'variants' ? 'variants' : 'no duplicates'
      const label = `Called ${pictures(distinct.length)} ${called}`
      return answerOf(await makeChange(() => keeping.decide(ids, distinct, verdict, { actor, label })))
    },
    'duplicates.settings': () => duplicates.readSettings(),
    'duplicates.configure': async (settings, actor) =>
      answerOf(
        await makeChange(() =>
          keeping.configure('duplicates', settings, { actor, label: 'Changed the rules for duplicates' }),
        ),
      ),
    'duplicates.search': async () => ({ started: await duplicates.search() }),
    'duplicates.cancel': async () => ({ cancelled: duplicates.cancel() }),
    'duplicates.tasks': async () => duplicates.tasks(),
  } satisfies Partial<Services>
}
