import { core } from './0001-core.ts'
import { duplicates } from './0002-duplicates.ts'
import { files } from './0003-files.ts'
import { fileSearch } from './0004-file-search.ts'
import { doorMemory } from './0005-door-memory.ts'
import { embeddedMetadata } from './0006-embedded-metadata.ts'
import { folderPages } from './0007-folder-pages.ts'

/** Every migration, in order for ever; `PRAGMA user_version` counts those that have run. */
export const migrations: readonly string[] = [
  core,
  duplicates,
  files,
  fileSearch,
  doorMemory,
  embeddedMetadata,
  folderPages,
]
