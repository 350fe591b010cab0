import type { Client } from '#shared/client.ts'
import { Failure } from '#shared/failure.ts'
import { isName, isWithin, lastName, nameRule, parentFolder, pathIn } from '#shared/folder-paths.ts'
import type { Actions } from './actions.ts'
import type { Folders } from './folders.ts'
import { sizeOf } from './intervals.ts'
import type { Library } from './library.ts'
import type { Selection } from './selection.ts'

interface Parts {
  client: Client
  library: Library
  selection: Selection
  folders: Folders
  actions: Pick<Actions, 'tell' | 'attempt' | 'selectedHashes'>
}

/** Why something was refused, in words; null where it went well. */
export type Refusal = string | null

export type FolderActions = ReturnType<typeof createFolderActions>

/** The most pictures whose files one move asks for, and questions at once. */
const mostMoved = 1000
const atOnce = 8

/** “Library” for `/`, else the folder’s name. */
export const folderTitle = (path: string): string => lastName(path) || 'Library'

const count = (many: number, one: string) => `${many.toLocaleString()} ${one}${many === 1 ? '' : 's'}`

function demandName(name: string, what: 'file' | 'folder'): void {
  if (!isName(name)) throw new Failure('invalid', `A ${what}’s name ${nameRule}.`)
}

function demandPath(folder: string): void {
  if (folder !== '/') for (const name of folder.slice(1).split('/')) demandName(name, 'folder')
}

/** Changes of folders and of files’ places; each tells how it went in a toast, or answers why it was refused. */
export function createFolderActions({ client, library, selection, folders, actions }: Parts) {
  const { during, follow } = folders.getState()

  async function refusalOf(change: () => Promise<void>): Promise<Refusal> {
    try {
      await during(change)
      return null
    } catch (error) {
      return error instanceof Failure ? error.message : 'That did not work. Try again.'
    }
  }

  async function create(parent: string, name: string): Promise<Refusal> {
    return refusalOf(async () => {
      demandName(name, 'folder')
      const path = pathIn(parent, name)
      const { changed, journal } = await client.folders.create({ path })
      if (changed === 0) throw new Failure('conflict', `There is a folder “${name}” already: choose another name.`)
      actions.tell(`Made the folder “${name}”`, { journal })
    })
  }

  const rename = (path: string, name: string): Promise<Refusal> =>
    refusalOf(async () => {
      demandName(name, 'folder')
      const { journal } = await client.folders.rename({ path, name })
      follow(path, pathIn(parentFolder(path), name))
      actions.tell(`Renamed “${lastName(path)}” to “${name}”`, { journal })
    })

  const move = (path: string, folder: string): Promise<Refusal> =>
    refusalOf(async () => {
      demandPath(folder)
      const to = pathIn(folder, lastName(path))
      if (to === path) throw new Failure('invalid', `“${lastName(path)}” lies in ${folderTitle(folder)} already.`)
      const { journal } = await client.folders.move({ path, folder })
      follow(path, to)
      folders.getState().expand(folder)
      actions.tell(`Moved “${lastName(path)}” to ${folderTitle(folder)}`, { journal })
    })

  /** What was shown of the folder gives way to the folder above it. */
  const remove = (path: string): Promise<void> =>
    actions.attempt(() =>
      during(async () => {
        const { journal } = await client.folders.remove({ path })
        const { query } = library.getState()
        if (query.folder !== undefined && isWithin(query.folder, path)) show(parentFolder(path))
        actions.tell(`Removed “${lastName(path)}”; its pictures are in the trash`, { journal })
      }),
    )

  function show(path: string) {
    const query = { text: '', view: 'library' } as const
    library.getState().setQuery(path === '/' ? query : { ...query, folder: path })
  }

  const renameFile = (id: string, name: string): Promise<Refusal> =>
    refusalOf(async () => {
      demandName(name, 'file')
      const { journal } = await client.files.rename({ id, name })
      actions.tell(`Renamed the file to “${name}”`, { journal })
    })

  const moveInto = (folder: string, wanted: () => Promise<string[]>): Promise<Refusal> =>
    refusalOf(async () => {
      demandPath(folder)
      const files = await wanted()
      const { changed, journal } = await client.files.move({ files, folder })
      if (changed === 0) actions.tell(`That lies in ${folderTitle(folder)} already`)
      else actions.tell(`Moved ${count(files.length, 'file')} to ${folderTitle(folder)}`, { journal })
    })

  const moveFiles = (files: string[], folder: string): Promise<Refusal> => moveInto(folder, async () => files)

  /** The files of a picture that lie in the folder shown; all that are live where the whole library is. */
  async function filesOf(hash: string): Promise<string[]> {
    const { folder = '/' } = library.getState().query
    const { files } = await client.images.get({ hash })
    return files.filter((file) => !file.trashedAt && isWithin(file.folder, folder)).map(({ id }) => id)
  }

  async function selectedFiles(): Promise<string[]> {
    const words = `Move at most ${mostMoved.toLocaleString()} pictures at once.`
    if (sizeOf(selection.getState().ranges) > mostMoved) throw new Failure('invalid', words)
    return filesOfAll(await actions.selectedHashes())
  }

  async function filesOfAll(hashes: readonly string[]): Promise<string[]> {
    const ids: string[] = []
    for (let first = 0; first < hashes.length; first += atOnce)
      ids.push(...(await Promise.all(hashes.slice(first, first + atOnce).map(filesOf))).flat())
    if (ids.length === 0) throw new Failure('invalid', 'What is in the trash cannot be moved: restore it first.')
    return ids
  }

  /** Moves the files of the selected pictures, all of them or none. */
  const moveSelected = (folder: string): Promise<Refusal> => moveInto(folder, selectedFiles)

  /** The same of pictures by their hashes. */
  const movePictures = (hashes: readonly string[], folder: string): Promise<Refusal> =>
    moveInto(folder, () => filesOfAll(hashes))

  /** As toasts, where there is no field to tell it at. */
  async function tellRefusal(change: Promise<Refusal>): Promise<void> {
    const refusal = await change
    if (refusal !== null) actions.tell(refusal, { tone: 'problem' })
  }

  return { create, rename, move, remove, show, renameFile, moveFiles, moveSelected, movePictures, tellRefusal }
}
