import { Failure } from '#shared/failure.ts'
import type { NameClash } from '#shared/files.ts'
import type { Attributes } from './attributes.ts'
import type { WritableDatabase } from './database.ts'
import type { FileRow } from './file-rows.ts'
import type { Holder, Places } from './places.ts'
import type { RowRecorder } from './row-changes.ts'
import type { Versions } from './versions.ts'

export interface PlacingParts {
  places: Places
  versions: Versions
  attributes: Attributes
  now: () => number
}

export interface CopyWish {
  clash: NameClash
  withVersions: boolean
}

interface Copied {
  description: string | null
  custom_coordinates: string | null
  is_private: number
  is_published: number
}

/** Moves and copies files within a change; where a name is taken, they become versions of who has it, or a `conflict`. */
export function createPlacing(writer: WritableDatabase, { places, versions, attributes, now }: PlacingParts) {
  const selectCopied = writer.prepare<[number], Copied>(
    'SELECT description, custom_coordinates, is_private, is_published FROM files WHERE id = ?',
  )

  /** The live file that has the name where a file is to go. */
  function holderOf(rows: RowRecorder, { id, name }: FileRow, folder: number, clash: NameClash): Holder | undefined {
    const holder = places.takeName(rows, folder, name)
    if (!holder || (clash === 'addVersion' && holder.id !== id)) return holder
    throw new Failure('conflict', `There is a file “${name}” in that folder already: rename one of them first.`, {
      field: 'folder',
    })
  }

  function addVersions(rows: RowRecorder, holder: Holder, contents: ReturnType<Versions['contents']>): void {
    for (const content of contents) versions.add(rows, holder.id, content)
  }

  /** Makes all versions of a file those of another; the file itself is gone then. */
  function mergeInto(rows: RowRecorder, file: FileRow, holder: Holder): void {
    addVersions(rows, holder, versions.contents(file))
    attributes.clear(rows, file.id)
    for (const { id } of versions.former(file)) rows.remove('file_versions', { id })
    rows.remove('files', { id: file.id })
  }

  /** Numbers of copied versions are those of the originals; the first has the id of its file. */
  function copyFormer(rows: RowRecorder, file: FileRow, copy: number, publicId: string): void {
    for (const { imageId, number, createdAt } of versions.former(file)) {
      const public_id = number === 1 ? publicId : places.newId()
      versions.keep(rows, { public_id, file_id: copy, image_id: imageId, number, created_at: createdAt })
    }
  }

  function makeCopy(rows: RowRecorder, file: FileRow, folder: number, withVersions: boolean): void {
    const [public_id, isFirst] = [places.newId(), !withVersions || file.versionNumber === 1]
    const version = isFirst ? {} : { version_id: places.newId(), version_number: file.versionNumber }
    const times = isFirst ? {} : { version_created_at: file.versionCreatedAt }
    const place = { public_id, image_id: file.imageId, folder_id: folder, name: file.name }
    const id = places.addFile(rows, { ...place, ...selectCopied.get(file.id), ...version, ...times })
    attributes.copy(rows, file.id, id)
    if (withVersions) copyFormer(rows, file, id, public_id)
  }

  return {
    move(rows: RowRecorder, file: FileRow, folder: number, clash: NameClash): void {
      if (file.folderId === folder) return
      const holder = holderOf(rows, file, folder, clash)
      if (holder) mergeInto(rows, file, holder)
      else rows.patch('files', { id: file.id, folder_id: folder, updated_at: now() })
    },
    copy(rows: RowRecorder, file: FileRow, folder: number, { clash, withVersions }: CopyWish): void {
      const holder = holderOf(rows, file, folder, clash)
      if (holder) addVersions(rows, holder, versions.contents(file).slice(withVersions ? 0 : -1))
      else makeCopy(rows, file, folder, withVersions)
    },
  }
}

export type Placing = ReturnType<typeof createPlacing>
