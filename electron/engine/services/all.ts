import type { Activity } from '../activity.ts'
import type { Delivery } from '../delivery.ts'
import type { Downloads } from '../downloads.ts'
import type { Duplicates } from '../duplicates/duplicates.ts'
import type { Exports } from '../exports.ts'
import type { Search } from '../file-search/search.ts'
import type { Imports } from '../imports.ts'
import type { Metadata } from '../metadata.ts'
import type { Parts } from '../parts.ts'
import { createActivityServices } from './activity.ts'
import { createCustomFieldServices } from './custom-fields.ts'
import { createDownloadServices } from './downloads.ts'
import { createDuplicateServices } from './duplicates.ts'
import { createExportServices } from './exports.ts'
import { createFileServices } from './files.ts'
import { createFolderServices } from './folders.ts'
import { createHistoryServices } from './history.ts'
import { createHostServices } from './host.ts'
import { createImageServices } from './images.ts'
import { createImportServices } from './imports.ts'
import { createMakeChange } from './make-change.ts'
import { createPlanServices } from './plans.ts'
import type { Services } from './services.ts'
import { createTransformationServices } from './transformations.ts'

export interface ServiceParts extends Parts {
  activity: Activity
  imports: Imports
  exports: Exports
  duplicates: Duplicates
  delivery: Delivery
  downloads: Downloads
  search: Search
  metadata: Metadata
  addresses: readonly string[]
  directory: string
  version: string
}

/** Every call of the contract, group by group. */
export function createServices(parts: ServiceParts): Services {
  const { index, imports } = parts
  const makeChange = createMakeChange({ ...parts, ...index })
  const shared = { ...parts, ...index, makeChange, revision: () => index.revision }
  const images = createImageServices(shared)
  return {
    ...images,
    ...createDuplicateServices(shared),
    ...createPlanServices(shared),
    ...createFileServices(shared),
    ...createFolderServices(shared),
    ...createCustomFieldServices(shared),
    ...createHistoryServices(shared),
    ...createTransformationServices(shared),
    ...createDownloadServices(shared),
    'images.metadata': ({ hash }) => parts.metadata.ofImage(hash),
    ...createImportServices(imports, images),
    ...createActivityServices(parts.activity),
    ...createExportServices(parts.exports),
    ...createHostServices({ ...shared, isLoading: () => !parts.scan.isReady }),
  }
}
