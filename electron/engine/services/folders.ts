import { Failure } from '#shared/failure.ts'
import type { Changed } from '../index/changes.ts'
import type { FolderChanges } from '../index/folder-changes.ts'
import type { Folders } from '../index/folders.ts'
import { placesAnswer } from './files.ts'
import type { MakeChange } from './make-change.ts'
import type { Services } from './services.ts'

export interface FolderParts {
  folders: Folders
  folderChanges: FolderChanges
  makeChange: MakeChange
  revision: () => number
}

/** Calls on folders. */
export function createFolderServices({ folders, folderChanges, makeChange, revision }: FolderParts) {
  const { spelled } = folders
  const make = async (change: () => Promise<Changed>) => placesAnswer(await makeChange(change))

  return {
    'folders.get': async ({ path }) => {
      const folder = await folders.get(path)
      if (!folder) throw new Failure('notFound', `The library has no folder ${path}.`, { field: 'path' })
      return folder
    },
    'folders.list': async ({ parent, offset, limit }) => {
      const at = revision()
      return { ...(await folders.list(parent, offset, limit)), revision: at }
    },
    'folders.create': ({ path }, actor) => make(() => folderChanges.create(spelled(path), actor)),
    'folders.rename': ({ path, name }, actor) => make(() => folderChanges.rename(spelled(path), name, actor)),
    'folders.move': ({ path, folder, clash }, actor) =>
      make(() => folderChanges.move(spelled(path), spelled(folder), { clash }, actor)),
    'folders.copy': ({ path, folder, ...wish }, actor) =>
      make(() => folderChanges.copy(spelled(path), spelled(folder), wish, actor)),
    'folders.remove': ({ path }, actor) => make(() => folderChanges.remove(spelled(path), actor)),
  } satisfies Partial<Services>
}
