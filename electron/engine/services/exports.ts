import type { Exports } from '../exports.ts'
import type { Services } from './services.ts'

/** Calls on exports. */
export function createExportServices(exports: Exports) {
  return {
    'exports.start': (wish) => exports.start(wish),
    'exports.list': async () => exports.list(),
    'exports.cancel': async ({ job }) => ({ cancelled: exports.cancel(job) }),
  } satisfies Partial<Services>
}
