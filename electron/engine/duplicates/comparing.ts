import { setTimeout as pause } from 'node:timers/promises'
import { Orientation } from '#shared/schema.ts'
import type { Comparison, Comparisons } from '../index/comparisons.ts'
import type { Images } from '../index/images.ts'
import type { MediaPool } from '../media/pool.ts'
import type { Kinds } from './kinds.ts'
import { createPairQueue, type Pair } from './pair-queue.ts'
import type { Star } from './stars.ts'
import type { Tasks } from './tasks.ts'

export interface ComparingParts {
  media: MediaPool
  images: Images
  comparisons: Comparisons
  kinds: Kinds
  tasks: Tasks
  thumbnail: (hash: string) => Promise<Uint8Array | undefined>
  pathOf: (hash: string) => string
  /** Told after each batch that was kept. */
  onCompared: () => void
  log: (message: string, cause?: unknown) => void
}

const atOnce = 2
/** Results are kept by so many, or after so many milliseconds. */
const batchSize = 50
const batchPatience = 500
/** Milliseconds that comparing waits while pictures are being stored. */
const breather = 200

/** Tells pairs apart by their pixels, in the background and only while nothing is being stored. */
export function createComparing(parts: ComparingParts) {
  const { media, images, comparisons, kinds, tasks, thumbnail, pathOf, onCompared, log } = parts
  const queue = createPairQueue()
  /** What comparing told stays here until it is written. */
  const results = new Set<Comparison>()
  let keptAt = performance.now()
  let running: Promise<void> | undefined
  let isClosed = false

  async function side(image: number) {
    const extent = await images.extent(image)
    const jpeg = extent && (await thumbnail(extent.hash))
    if (!jpeg) throw new Error('There is no thumbnail.')
    return { ...extent, thumbnail: jpeg, path: pathOf(extent.hash) }
  }

  async function compare({ keeper, image, orientation }: Pair): Promise<Comparison> {
    try {
      const [first, second] = await Promise.all([side(keeper), side(image)])
      // Only first frames are compared: what comes after them may be something else.
      if (first.frames !== second.frames) return { a: keeper, b: image, kind: 'variant', difference: null }
      const turn = Orientation.options[orientation] ?? 'upright'
      const { kind, difference } = await media.compare({ first, second, orientation: turn })
      return { a: keeper, b: image, kind, difference }
    } catch (error) {
      if (!isClosed) log(`Two pictures could not be compared (${keeper}, ${image})`, error)
      return { a: keeper, b: image, kind: null, difference: null }
    }
  }

  /** What cannot be kept is logged, and tried again with what is told next. */
  async function keep(): Promise<void> {
    const rows = [...results]
    keptAt = performance.now()
    if (rows.length === 0 || isClosed) return
    try {
      await comparisons.put(rows)
    } catch (error) {
      return log('What comparing told could not be kept', error)
    }
    for (const row of rows) if (results.delete(row)) kinds.learn(row)
    onCompared()
  }

  async function takeTurns(advance: () => void): Promise<void> {
    for (let pair = queue.take(); pair && !isClosed; pair = queue.take()) {
      if (kinds.isKnown(pair.keeper, pair.image)) continue
      while (media.isBusy() && !isClosed) await pause(breather)
      results.add(await compare(pair))
      advance()
      if (results.size % batchSize === 0 || performance.now() - keptAt > batchPatience) await keep()
    }
  }

  async function run(): Promise<void> {
    let done = 0
    const task = tasks.start('comparing', queue.size)
    const advance = () => task.advance(++done, done + queue.size)
    await Promise.all(Array.from({ length: atOnce }, () => takeTurns(advance)))
    await keep()
    task.end(isClosed ? 'cancelled' : 'done')
  }

  function start(): void {
    if (running || isClosed || queue.size === 0) return
    running = run()
      .catch((error) => log('Comparing pictures ended early', error))
      .finally(() => {
        running = undefined
        start()
      })
  }

  return {
    /** Compares what is not told apart yet of the clusters; `first`: before all others. */
    want(clusters: Iterable<Star>, first = false): void {
      for (const { keeper, rays } of clusters)
        for (const { image, orientation } of rays)
          if (!kinds.isKnown(keeper, image)) queue.add({ keeper, image, orientation }, first)
      start()
    },
    async close(): Promise<void> {
      isClosed = true
      await running
    },
  }
}
