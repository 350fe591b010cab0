import type { ChangeableTable, Row } from './changeable.ts'
import type { WritableDatabase } from './database.ts'

/** What a change comes to, watched while it is made. */
export interface Watched {
  /** To be told of each file, by its image and folder (row ids), before it is written. */
  file(image: number, folder: number): void
  /** To be told of each row, whole, before it is written. */
  row(table: ChangeableTable, before: Row | null, after: Row | null): void
  /** Images that lost their last live file, and those that gained their first. */
  sides(): { trashed: number[]; restored: number[] }
  /** Folders that were written, or a file of which was. */
  folders(): number[]
}

/** Watches changes for the images that go to the trash by them, or leave it. */
export function createWatching(writer: WritableDatabase): () => Watched {
  const selectLive = writer
    .prepare<[number], number>('SELECT 1 FROM files WHERE image_id = ? AND trashed_at IS NULL LIMIT 1')
    .pluck()
  const isLive = (image: number) => selectLive.get(image) !== undefined

  return () => {
    const before = new Map<number, boolean>()
    const folders = new Set<number>()
    const file = (image: number, folder: number) => {
      if (!before.has(image)) before.set(image, isLive(image))
      folders.add(folder)
    }
    return {
      file,
      row(table, ...states) {
        for (const row of states) {
          if (table === 'files' && row) file(Number(row.image_id), Number(row.folder_id))
          if (table === 'folders' && row) folders.add(Number(row.id))
        }
      },
      sides() {
        const turned = [...before].filter(([image, wasLive]) => isLive(image) !== wasLive)
        const those = (wasLive: boolean) => turned.filter(([, was]) => was === wasLive).map(([image]) => image)
        return { trashed: those(true), restored: those(false) }
      },
      folders: () => [...folders],
    }
  }
}
