import { Failure } from '#shared/failure.ts'
import type { FileAttributes } from '#shared/files.ts'
import type { Attributes } from './attributes.ts'
import type { Changed, Changes, Wish } from './changes.ts'
import type { FileRow, FileRows } from './file-rows.ts'
import type { Places } from './places.ts'
import type { CopyWish, Placing } from './placing.ts'
import type { RowRecorder } from './row-changes.ts'
import type { FormerVersion, Versions } from './versions.ts'

export interface FileChangeParts {
  changes: Changes
  files: FileRows
  places: Places
  placing: Placing
  attributes: Attributes
  versions: Versions
  now: () => number
}

/** `a.jpg`, or how many. */
const nameOf = (files: readonly FileRow[]) => (files.length === 1 ? `“${files[0]?.name}”` : `${files.length} files`)

/** Undoable changes of files: their names, places, attributes and versions. */
export function createFileChanges({ changes, files, places, placing, attributes, versions, now }: FileChangeParts) {
  /** Makes one change; what it reads and refuses is within its transaction. */
  const make = (actor: string, prepare: () => { rows: Wish['rows'] & {}; label: string }): Promise<Changed> =>
    changes.perform(() => {
      const { rows, label } = prepare()
      return { actor, rows, label: () => label }
    })

  const each = (some: readonly FileRow[], write: (rows: RowRecorder, file: FileRow) => void) => (rows: RowRecorder) => {
    for (const file of some) write(rows, file)
  }

  function formerVersion(file: FileRow, version: string): FormerVersion {
    const found = versions.former(file).find(({ publicId }) => publicId === version)
    if (found) return found
    if (version === (file.versionId ?? file.publicId))
      throw new Failure('invalid', `This is the present version of “${file.name}”: name a former one.`, {
        field: 'version',
      })
    throw new Failure('notFound', `“${file.name}” has no version ${version}.`, { field: 'version' })
  }

  const changeVersion = (actor: string, verb: string, id: string, version: string, write: Versions['restore']) =>
    make(actor, () => {
      const file = files.live(id)
      const former = formerVersion(file, version)
      return {
        label: `${verb} version ${former.number} of “${file.name}”`,
        rows: (rows) => write(rows, file, former),
      }
    })

  return {
    rename: (id: string, name: string, actor: string) =>
      make(actor, () => {
        const file = files.live(id)
        const rows = (recorder: RowRecorder) => {
          if (name === file.name) return
          places.expectName(recorder, file.folderId, name, file.id)
          recorder.patch('files', { id: file.id, name, updated_at: now() })
        }
        return { rows, label: `Renamed “${file.name}” to “${name}”` }
      }),
    move: (ids: readonly string[], folder: string, { clash }: Pick<CopyWish, 'clash'>, actor: string) =>
      make(actor, () => {
        const some = files.allLive(ids)
        const rows = (recorder: RowRecorder) => {
          const target = places.openFolder(recorder, folder)
          for (const file of some) placing.move(recorder, file, target, clash)
        }
        return { rows, label: `Moved ${nameOf(some)} to ${folder}` }
      }),
    copy: (ids: readonly string[], folder: string, wish: CopyWish, actor: string) =>
      make(actor, () => {
        const some = files.allLive(ids)
        const rows = (recorder: RowRecorder) => {
          const target = places.openFolder(recorder, folder)
          for (const file of some) placing.copy(recorder, file, target, wish)
        }
        return { rows, label: `Copied ${nameOf(some)} to ${folder}` }
      }),
    update: (ids: readonly string[], wanted: FileAttributes, actor: string) =>
      make(actor, () => {
        const some = files.all(ids)
        const write = attributes.prepare(wanted)
        return {
          rows: each(some, (rows, { id }) => write(rows, id)),
          label: `Changed what is known of ${nameOf(some)}`,
        }
      }),
    tag: (ids: readonly string[], add: readonly string[], remove: readonly string[], actor: string) =>
      make(actor, () => {
        const some = files.all(ids)
        const write = (rows: RowRecorder, { id }: FileRow) => attributes.tag(rows, id, add, remove)
        return { rows: each(some, write), label: `Changed the tags of ${nameOf(some)}` }
      }),
    /** Gives a file another image (row id) as its present version. */
    replace: (id: string, image: number, actor: string) =>
      make(actor, () => {
        const file = files.live(id)
        const rows = (recorder: RowRecorder) => versions.add(recorder, file.id, { imageId: image, createdAt: now() })
        return { rows, label: `Replaced “${file.name}”` }
      }),
    restoreVersion: (id: string, version: string, actor: string) =>
      changeVersion(actor, 'Restored', id, version, versions.restore),
    removeVersion: (id: string, version: string, actor: string) =>
      changeVersion(actor, 'Removed', id, version, versions.remove),
  }
}

export type FileChanges = ReturnType<typeof createFileChanges>
