import type { Folder } from '#shared/files.ts'
import { lastName, parentFolder, pathIn } from '#shared/folder-paths.ts'
import type { ReadableDatabase } from './database.ts'
import { isoTime } from './rows.ts'

type Row = Omit<Folder, 'name' | 'createdAt' | 'updatedAt'> & { created: number; updated: number }

/** Folders of a page, each counted with all that lies below it. */
const counted = (page: string) => `WITH RECURSIVE page AS MATERIALIZED (SELECT * FROM folders WHERE ${page}),
  below (top, id) AS (SELECT id, id FROM page UNION ALL
    SELECT top, folders.id FROM below JOIN folders ON parent_id = below.id WHERE removed_at IS NULL)
  SELECT lower(hex(public_id)) AS id, path, created_at AS created, updated_at AS updated, count(*) - 1 AS folders,
    sum((SELECT count(*) FROM files INDEXED BY files_in_folder WHERE folder_id = below.id AND trashed_at IS NULL)) AS files
  FROM page JOIN below ON top = page.id GROUP BY page.id ORDER BY path`

const toFolder = ({ created, updated, ...row }: Row): Folder => ({
  ...row,
  name: lastName(row.path),
  createdAt: isoTime(created),
  updatedAt: isoTime(updated),
})

/** Reads folders, but for removed ones. */
export function createFolders(reader: ReadableDatabase) {
  const ofParent = 'parent_id = (SELECT id FROM folders WHERE path = ?) AND removed_at IS NULL'
  const page = reader.prepare<[string, number, number], Row>(counted(`${ofParent} ORDER BY path LIMIT ? OFFSET ?`))
  const count = reader.prepare<[string], number>(`SELECT count(*) FROM folders WHERE ${ofParent}`).pluck()
  const one = reader.prepare<[string], Row>(counted('path = ? AND removed_at IS NULL'))
  const isKnown = reader.prepare<[string], number>('SELECT 1 FROM folders WHERE path = ?').pluck()

  /** A path as the library writes it: new names have composed letters (NFC), older ones stay as they are. */
  function spelled(path: string): string {
    if (path === path.normalize('NFC') || isKnown.get(path)) return path
    return pathIn(spelled(parentFolder(path)), lastName(path).normalize('NFC'))
  }

  return {
    spelled,
    get: async (path: string): Promise<Folder | undefined> => {
      const row = one.get(spelled(path))
      return row && toFolder(row)
    },
    /** Folders that lie in one, by their names. */
    list: async (parent: string, offset: number, limit: number) => {
      const path = spelled(parent)
      return { items: page.all(path, limit, offset).map(toFolder), total: count.get(path) ?? 0 }
    },
  }
}

export type Folders = ReturnType<typeof createFolders>
