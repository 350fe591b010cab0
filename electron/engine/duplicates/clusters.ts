import { setImmediate as breathe } from 'node:timers/promises'
import { type DuplicateSettings, defaultSettings } from '#shared/duplicates.ts'
import { widestDistance } from '#shared/hamming.ts'
import { type Copy, createOrder } from './best.ts'
import type { Graph } from './graph.ts'
import { formStars, type Star } from './stars.ts'

/** A star with what the queue is ordered and filtered by; bytes and bits. */
export interface Cluster extends Star {
  reclaimable: number
  nearest: number
  farthest: number
  farthestDetail: number
  newest: number
  sameDomain: boolean
  acrossClients: boolean
}

/** The clusters at one radius: by each of their images, and all of them. */
export interface ClusterView {
  byImage: Map<number, Cluster>
  all: Set<Cluster>
}

export interface ClusterParts {
  graph: () => Graph
  isLive: (image: number) => boolean
  readCopies: (images: readonly number[], settings: DuplicateSettings) => Promise<Copy[]>
  decisionsOf: (image: number) => readonly number[]
  isClosed: () => boolean
}

/** Images whose facts are read, or that are clustered, before others get their turn. */
const slice = 2000

function shareOne(lists: string[][]): boolean {
  const [first = [], ...rest] = lists
  return first.some((value) => rest.every((list) => list.includes(value)))
}

/** All clusters of the library in memory, at each radius that was asked for, kept up with every change. */
export function createClusters({ graph, isLive, readCopies, decisionsOf, isClosed }: ClusterParts) {
  const copies = new Map<number, Copy>()
  const widest: ClusterView = { byImage: new Map(), all: new Set() }
  const views = new Map<number, ClusterView>([[widestDistance, widest]])
  const complete = new Map<number, Promise<ClusterView>>([[widestDistance, Promise.resolve(widest)]])
  let settings = defaultSettings
  let order = createOrder(settings)
  let version = 0
  const copyOf = (image: number) => copies.get(image) as Copy

  function describe(star: Star): Cluster {
    const { keeper, rays } = star
    const members = [keeper, ...rays.map(({ image }) => image)].map(copyOf)
    const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b), 0)
    return {
      ...star,
      reclaimable: members.slice(1).reduce((sum, { byteSize }) => sum + byteSize, 0),
      nearest: rays.reduce((least, { distance }) => Math.min(least, distance), widestDistance),
      farthest: most(rays.map(({ distance }) => distance)),
      farthestDetail: most(rays.map(({ detailDistance }) => detailDistance)),
      newest: most(members.map(({ image }) => image)),
      sameDomain: shareOne(members.map(({ domains }) => domains)),
      acrossClients: new Set(members.flatMap(({ clients }) => clients)).size > 1,
    }
  }

  const imagesOf = (component: readonly number[]) => component.flatMap((founder) => graph().imagesOf(founder))

  /** Clusters one component anew at one radius. */
  function renew(view: ClusterView, distance: number, images: readonly number[], ordered: readonly number[]): void {
    for (const image of images) {
      const former = view.byImage.get(image)
      if (former) view.all.delete(former)
      view.byImage.delete(image)
    }
    for (const star of formStars(ordered, graph(), { distance, decisionsOf })) {
      const cluster = describe(star)
      view.all.add(cluster)
      for (const image of [star.keeper, ...star.rays.map((ray) => ray.image)]) view.byImage.set(image, cluster)
    }
  }

  /** What was restored after the copies were read is left out: it is clustered with its own change. */
  const inOrder = (images: readonly number[]) =>
    images.filter((image) => isLive(image) && copies.has(image)).sort((a, b) => order.compare(copyOf(a), copyOf(b)))

  function renewAll(images: readonly number[]): void {
    const ordered = inOrder(images)
    for (const [distance, view] of views) renew(view, distance, images, ordered)
    version++
  }

  async function learnCopies(images: readonly number[]): Promise<void> {
    for (let at = 0; at < images.length; at += slice) {
      for (const copy of await readCopies(images.slice(at, at + slice), settings)) copies.set(copy.image, copy)
      if (images.length > slice) await breathe()
    }
  }

  /** Components, so many at once that they have about a slice of images. */
  function* batches(images: Iterable<number>): Generator<number[][]> {
    let batch: number[][] = []
    let size = 0
    for (const component of graph().components(images)) {
      const members = imagesOf(component)
      batch.push(members)
      size += members.length
      if (size < slice) continue
      yield batch
      batch = []
      size = 0
    }
    yield batch
  }

  /** From its beginning a view is kept up with changes, so that none is missed while it is made. */
  async function build(distance: number): Promise<ClusterView> {
    const view: ClusterView = { byImage: new Map(), all: new Set() }
    views.set(distance, view)
    for (const batch of batches(graph().connected())) {
      for (const members of batch) renew(view, distance, members, inOrder(members))
      await breathe()
    }
    return view
  }

  return {
    /** Clusters anew what the images are connected with; what is known of the images themselves is read again. */
    async refresh(images: Iterable<number>): Promise<void> {
      const stale = new Set(images)
      for (const batch of batches(stale)) {
        if (isClosed()) return
        await learnCopies(batch.flat().filter((image) => isLive(image) && (stale.has(image) || !copies.has(image))))
        for (const members of batch) renewAll(members)
        await breathe()
      }
    },
    /** The clusters at a radius. */
    view(distance: number): Promise<ClusterView> {
      const known = complete.get(distance) ?? build(distance)
      complete.set(distance, known)
      return known
    },
    /** Clusters are made by these settings from the next refresh on; until then they stay as they are. */
    configure(next: DuplicateSettings): void {
      settings = next
      order = createOrder(next)
    },
    /** Forgets all clusters, for a graph that is built anew. */
    clear(): void {
      copies.clear()
      for (const view of views.values()) {
        view.byImage.clear()
        view.all.clear()
      }
      version++
    },
    copyOf,
    reasonFor: (keeper: number, other: number) => order.reasonFor(copyOf(keeper), copyOf(other)),
    get settings() {
      return settings
    },
    /** Rises with each change of a cluster. */
    get version() {
      return version
    },
  }
}

export type Clusters = ReturnType<typeof createClusters>
