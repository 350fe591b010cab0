import { Counter, Histogram, Registry } from 'prom-client'
import type { Stored } from '../engine/entry.ts'

const byteBuckets = [4, 16, 64, 256, 1024, 4096, 16_384, 65_536].map((kibibytes) => kibibytes * 1024)

/** What the port counts, under the names that imgcache's dashboards know. */
export interface Metrics {
  countStore(stored: Stored): void
  countLookup(isHit: boolean): void
  countSimilar(): void
  /** The Prometheus text and its content type. */
  print(): Promise<{ text: string; contentType: string }>
}

/** Counters of one app, in a registry of its own; they begin at zero with it. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const counter = (name: string, help: string, results: string[] = []) => {
    const made = new Counter({ name, help, labelNames: results.length > 0 ? ['result'] : [], registers })
    for (const result of results) made.inc({ result }, 0)
    return made
  }
  const stores = counter('imgcache_store_total', 'Pictures posted.', ['created', 'duplicate'])
  const lookups = counter('imgcache_lookup_total', 'Lookups by URL.', ['hit', 'miss'])
  const hashes = counter('imgcache_perceptual_hash_computed_total', 'Perceptual hashes computed.', ['ok', 'failed'])
  const similar = counter('imgcache_similar_search_total', 'Searches by likeness.')
  const bytes = new Histogram({
    name: 'imgcache_image_bytes',
    help: 'Sizes of newly stored pictures, in bytes.',
    buckets: byteBuckets,
    registers,
  })
  return {
    countStore({ verdict, entry }) {
      if (!entry) return
      stores.inc({ result: isCreated(verdict.kind) ? 'created' : 'duplicate' })
      if (verdict.kind !== 'added') return
      hashes.inc({ result: entry.perceptualHash === null ? 'failed' : 'ok' })
      bytes.observe(entry.byteSize)
    },
    countLookup: (isHit) => lookups.inc({ result: isHit ? 'hit' : 'miss' }),
    countSimilar: () => similar.inc(),
    print: async () => ({ text: await registry.metrics(), contentType: registry.contentType }),
  }
}

/** Whether a store is answered as new (201): the bytes were not in the library, or only in its trash. */
export const isCreated = (kind: Stored['verdict']['kind']) => kind === 'added' || kind === 'restored'
