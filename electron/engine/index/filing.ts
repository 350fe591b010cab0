import { createAttributes } from './attributes.ts'
import type { Changes } from './changes.ts'
import { createCustomFields } from './custom-fields.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { createFieldChanges } from './field-changes.ts'
import { createFileChanges } from './file-changes.ts'
import { createFileRows } from './file-rows.ts'
import { createFiles } from './files.ts'
import { createFolderChanges } from './folder-changes.ts'
import { createFolders } from './folders.ts'
import type { Places } from './places.ts'
import { createPlacing } from './placing.ts'
import { createVersions } from './versions.ts'

/** What writes files within a change. */
export function createFileWriting(writer: WritableDatabase, places: Places, now: () => number) {
  const files = createFileRows(writer)
  const versions = createVersions(writer, { files, places, now })
  const attributes = createAttributes(writer, now)
  const placing = createPlacing(writer, { places, versions, attributes, now })
  return { files, versions, attributes, placing, places, now }
}

export type FileWriting = ReturnType<typeof createFileWriting>

/** Files, folders and custom fields: what reads them, and their undoable changes. */
export function createFiling(
  { reader, writer }: { reader: ReadableDatabase; writer: WritableDatabase },
  writing: FileWriting,
  changes: Changes,
) {
  const parts = { ...writing, changes }
  const customFields = createCustomFields(reader)
  return {
    files: createFiles(reader, customFields),
    folders: createFolders(reader),
    customFields,
    fileChanges: createFileChanges(parts),
    folderChanges: createFolderChanges(writer, parts),
    fieldChanges: createFieldChanges(writer, parts),
  }
}
