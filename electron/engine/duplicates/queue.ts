import type { ClusterOrder, ClusterSummary, ClusterWish } from '#shared/duplicates.ts'
import type { ImageSummary } from '#shared/schema.ts'
import type { Cluster, Clusters } from './clusters.ts'
import { confidenceOf, type Kinds } from './kinds.ts'

type Compare = (a: Cluster, b: Cluster) => number

const compares: Record<ClusterOrder, Compare> = {
  tightest: (a, b) => a.farthest - b.farthest || a.farthestDetail - b.farthestDetail || b.reclaimable - a.reclaimable,
  reclaimable: (a, b) => b.reclaimable - a.reclaimable,
  largest: (a, b) => b.rays.length - a.rays.length,
  newest: (a, b) => b.newest - a.newest,
}

const cachedLists = 6

/** The clusters of a wish, in an order. */
export interface QueueList {
  clusters: Cluster[]
  images: number
  reclaimable: number
}

/** The queue of clusters as it is filtered, ordered and shown. */
export function createQueue(clusters: Clusters, kinds: Kinds) {
  const lists = new Map<string, { version: number; list: QueueList }>()

  function isWanted({ kinds: wanted, sameDomain, acrossClients }: ClusterWish): (cluster: Cluster) => boolean {
    return (cluster) => {
      if ((sameDomain && !cluster.sameDomain) || (acrossClients && !cluster.acrossClients)) return false
      const kind = wanted && kinds.ofStar(cluster)
      return !wanted || (kind !== null && kind !== undefined && wanted.includes(kind))
    }
  }

  async function make(wish: ClusterWish, order: ClusterOrder): Promise<QueueList> {
    const { all } = await clusters.view(wish.distance)
    const chosen = [...all].filter(isWanted(wish))
    chosen.sort((a, b) => compares[order](a, b) || a.keeper - b.keeper)
    return {
      clusters: chosen,
      images: chosen.reduce((sum, { rays }) => sum + rays.length + 1, 0),
      reclaimable: chosen.reduce((sum, { reclaimable }) => sum + reclaimable, 0),
    }
  }

  return {
    /** All clusters of the wish; made once for as long as nothing changes. */
    async list(
      { distance, kinds: wanted, sameDomain, acrossClients }: ClusterWish,
      order: ClusterOrder,
    ): Promise<QueueList> {
      const key = JSON.stringify([distance, wanted, sameDomain, acrossClients, order])
      const version = clusters.version + kinds.version
      const known = lists.get(key)
      if (known?.version === version) return known.list
      const list = await make({ distance, kinds: wanted, sameDomain, acrossClients }, order)
      lists.delete(key)
      lists.set(key, { version, list })
      if (lists.size > cachedLists) lists.delete(lists.keys().next().value ?? '')
      return list
    },
    summaryOf(cluster: Cluster, keeper: ImageSummary): ClusterSummary {
      const { rays, reclaimable, nearest, farthest, sameDomain, acrossClients } = cluster
      const kind = kinds.ofStar(cluster)
      return {
        ...{ keeper, size: rays.length + 1, reclaimable, nearest, farthest, kind },
        ...{ confidence: confidenceOf(kind), sameDomain, acrossClients },
      }
    },
  }
}
