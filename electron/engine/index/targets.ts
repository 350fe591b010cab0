import { randomBytes } from 'node:crypto'
import { Failure } from '#shared/failure.ts'
import type { FileTarget } from '../entry.ts'
import type { Changed, Changes } from './changes.ts'
import type { WritableDatabase } from './database.ts'
import type { FileWriting } from './filing.ts'
import type { RowRecorder } from './row-changes.ts'

/** An image (row id) that wants a file at a place. */
export interface Placement {
  image: number
  /** Whether nothing shows the image yet. */
  isNew: boolean
  target: FileTarget
  actor: string
}

export interface Placed {
  /** 24 hex digits. */
  file: string
  /** What an overwritten file was changed by; null where the file is a new one. */
  change: Changed | null
}

interface Holder {
  id: number
  publicId: string
}

/** `cat.jpg` → `cat_B1iTdD0Cx.jpg`. */
function uniqueName(name: string): string {
  const dot = name.lastIndexOf('.')
  const mark = `_${randomBytes(7).toString('base64url').slice(0, 9)}`
  return dot > 0 ? `${name.slice(0, dot)}${mark}${name.slice(dot)}` : `${name}${mark}`
}

/** Gives stored images their files at the places that were asked for, within a transaction under way. */
export function createTargets(writer: WritableDatabase, writing: FileWriting, changes: Changes) {
  const { places, versions, attributes, now } = writing
  const selectHolder = writer.prepare<[string, string], Holder>(
    `SELECT files.id, lower(hex(files.public_id)) AS publicId FROM folders JOIN files ON folder_id = folders.id
     WHERE path = ? AND name = ? AND trashed_at IS NULL`,
  )

  function nameAt({ folder, name, unique }: FileTarget): string {
    if (!unique) return name
    const candidate = uniqueName(name)
    return selectHolder.get(folder, candidate) ? nameAt({ folder, name, unique } as FileTarget) : candidate
  }

  function describe(rows: RowRecorder, file: number, { attributes: wanted, clears }: FileTarget): void {
    if (clears.includes('tags')) attributes.prepare({ tags: null })(rows, file)
    if (clears.includes('customMetadata')) attributes.clearValues(rows, file)
    attributes.prepare(wanted)(rows, file)
  }

  function addFile({ image, target }: Placement): Placed {
    const [publicId, name] = [places.newId(), nameAt(target)]
    changes.add((rows) => {
      const folder_id = places.openFolder(rows, target.folder)
      places.expectName(rows, folder_id, name)
      const id = places.addFile(rows, { public_id: publicId, image_id: image, folder_id, name })
      describe(rows, id, { ...target, clears: [] })
    })
    return { file: publicId, change: null }
  }

  /** A new image gets a file in the trash first, where undoing the change leaves it. */
  function addTrashed({ image }: Placement, name: string): number {
    let id = 0
    changes.add((rows) => {
      const place = { folder_id: 1, name: places.freeName(1, name, places.newId()) }
      id = places.addFile(rows, { image_id: image, ...place, trashed_at: now() })
    })
    return id
  }

  function overwrite(placement: Placement, holder: Holder, next: () => number): Placed {
    const { image, isNew, target, actor } = placement
    const twin = isNew ? addTrashed(placement, target.name) : undefined
    const rows = (recorder: RowRecorder) => {
      if (twin !== undefined) recorder.remove('files', { id: twin })
      versions.add(recorder, holder.id, { imageId: image, createdAt: now() })
      describe(recorder, holder.id, target)
    }
    const change = changes.within({ actor, rows, label: () => `Replaced “${target.name}”` }, next)
    return { file: holder.publicId, change }
  }

  return {
    /** Fails with `conflict` where the name is taken and is not to be overwritten, with `invalid` for wrong attributes. */
    place(placement: Placement, next: () => number): Placed {
      const { folder, name, unique, overwrite: mayOverwrite } = placement.target
      const holder = unique ? undefined : selectHolder.get(folder, name)
      if (!holder) return addFile(placement)
      if (mayOverwrite) return overwrite(placement, holder, next)
      throw new Failure('conflict', `There is a file “${name}” in that folder already.`, { field: 'name' })
    },
  }
}

export type Targets = ReturnType<typeof createTargets>
