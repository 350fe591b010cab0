import type { Imports } from '../imports.ts'
import type { createImageServices } from './images.ts'
import type { Services } from './services.ts'

/** Calls on imports. */
export function createImportServices(imports: Imports, images: ReturnType<typeof createImageServices>) {
  return {
    'imports.paths': async ({ paths }) => imports.paths(paths),
    'imports.urls': async ({ urls }) => imports.urls(urls),
    'imports.list': async () => imports.list(),
    'imports.cancel': async ({ job }) => ({ cancelled: imports.cancel(job) }),
    'imports.storeSkipped': async ({ job }) => imports.storeSkipped(job),
    'imports.restoreDeleted': async ({ job }, actor) =>
      images['images.restore']({ hashes: imports.takeDeleted(job) }, actor),
  } satisfies Partial<Services>
}
