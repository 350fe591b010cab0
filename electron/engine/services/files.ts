import { Failure } from '#shared/failure.ts'
import { lastName, parentFolder } from '#shared/folder-paths.ts'
import type { Search } from '../file-search/search.ts'
import type { Changed, Changes, FileCall } from '../index/changes.ts'
import type { FileChanges } from '../index/file-changes.ts'
import type { Files } from '../index/files.ts'
import type { Folders } from '../index/folders.ts'
import type { Images } from '../index/images.ts'
import { changeLabel } from './images.ts'
import type { MakeChange } from './make-change.ts'
import type { Services } from './services.ts'

export interface FileParts {
  changes: Changes
  files: Files
  fileChanges: FileChanges
  folders: Pick<Folders, 'spelled'>
  images: Images
  search: Search
  makeChange: MakeChange
}

/** What a change of places is answered with: rows written and files moved. */
export const placesAnswer = ({ changed, revision, journal }: Changed) => ({ changed, revision, journal })

const missing = (what: string, field: string) =>
  new Failure('notFound', `The library holds no file ${what}.`, { field })

/** Calls on single files; the history replays these. */
export function createFileServices(parts: FileParts) {
  const { changes, files, fileChanges, images, search, makeChange } = parts
  const { spelled } = parts.folders
  const make = async (change: () => Promise<Changed>) => placesAnswer(await makeChange(change))
  const flip = (call: FileCall, wanted: string[], actor: string) =>
    make(() => changes.perform(() => ({ call, files: wanted, actor, label: changeLabel(call) })))

  return {
    'files.trash': ({ files: wanted }, actor) => flip('files.trash', wanted, actor),
    'files.restore': ({ files: wanted }, actor) => flip('files.restore', wanted, actor),
    'files.get': async ({ id }) => {
      const file = await files.get(id)
      if (!file) throw missing(id, 'id')
      return file
    },
    'files.at': async ({ path }) => {
      const file = await files.atPath(spelled(parentFolder(path)), lastName(path))
      if (!file) throw missing(`at ${path}`, 'path')
      return file
    },
    'files.search': (wish) => search.find(wish),
    'files.rename': ({ id, name }, actor) => make(() => fileChanges.rename(id, name, actor)),
    'files.move': ({ files: wanted, folder, clash }, actor) =>
      make(() => fileChanges.move(wanted, spelled(folder), { clash }, actor)),
    'files.copy': ({ files: wanted, folder, ...wish }, actor) =>
      make(() => fileChanges.copy(wanted, spelled(folder), wish, actor)),
    'files.update': ({ files: wanted, ...attributes }, actor) =>
      make(() => fileChanges.update(wanted, attributes, actor)),
    'files.tag': ({ files: wanted, add, remove }, actor) => make(() => fileChanges.tag(wanted, add, remove, actor)),
    'files.versions': async ({ id }) => {
      const versions = await files.versions(id)
      if (versions.length === 0) throw missing(id, 'id')
      return versions
    },
    'files.replace': async ({ id, hash }, actor) => {
      const [image = 0] = await images.idsOf([hash])
      return make(() => fileChanges.replace(id, image, actor))
    },
    'files.restoreVersion': ({ id, version }, actor) => make(() => fileChanges.restoreVersion(id, version, actor)),
    'files.removeVersion': ({ id, version }, actor) => make(() => fileChanges.removeVersion(id, version, actor)),
  } satisfies Partial<Services>
}
