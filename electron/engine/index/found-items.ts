import type { FoundFile, FoundFolder, FoundItem } from '#shared/file-search.ts'
import { lastName } from '#shared/folder-paths.ts'
import type { ReadableDatabase } from './database.ts'
import { type ContentRow, contentColumns, type Files, toContent } from './files.ts'
import { isoTime } from './rows.ts'

interface VersionRow extends ContentRow {
  rowId: number
  file: number
  id: string
  number: number
  createdAt: number
}

interface FolderRow {
  rowId: number
  id: string
  path: string
  createdAt: number
  updatedAt: number
}

/** Row ids of what a search found. */
export type FoundRows = Record<'files' | 'versions' | 'folders', number[]>
/** What they are, by these ids; what has gone meanwhile is left out. */
export type FoundByRow = { [Table in keyof FoundRows]: Map<number, FoundItem> }

/** Reads what searches find, each kind by one statement. */
export function createFoundItems(reader: ReadableDatabase, files: Files) {
  const idsOf = reader.prepare<[string], { rowId: number; id: string }>(
    `SELECT files.id AS rowId, lower(hex(public_id)) AS id
     FROM json_each(?) AS wanted JOIN files ON files.id = wanted.value`,
  )
  const versions = reader.prepare<[string], VersionRow>(
    `SELECT former.id AS rowId, file_id AS file, lower(hex(public_id)) AS id, number, former.created_at AS createdAt,
       ${contentColumns}
     FROM json_each(?) AS wanted JOIN file_versions AS former ON former.id = wanted.value
     JOIN images ON images.id = image_id`,
  )
  const folders = reader.prepare<[string], FolderRow>(
    `SELECT folders.id AS rowId, lower(hex(public_id)) AS id, folders.path, created_at AS createdAt, updated_at AS updatedAt
     FROM json_each(?) AS wanted JOIN folders ON folders.id = wanted.value`,
  )

  async function filesOf(wanted: readonly number[]): Promise<Map<number, FoundFile>> {
    const rowIds = new Map(idsOf.all(JSON.stringify(wanted)).map(({ rowId, id }) => [id, rowId]))
    const details = await files.details(wanted)
    return new Map(details.map((detail) => [rowIds.get(detail.id) ?? 0, { type: 'file', ...detail }]))
  }

  async function versionsOf(wanted: readonly number[]): Promise<Map<number, FoundFile>> {
    const rows = versions.all(JSON.stringify(wanted))
    const ofFile = await filesOf([...new Set(rows.map(({ file }) => file))])
    const found = rows.flatMap(({ rowId, file, id, number, createdAt, ...content }) => {
      const whole = ofFile.get(file)
      const own = { ...toContent(content), version: { id, number }, createdAt: isoTime(createdAt) }
      return whole ? [[rowId, { ...whole, ...own, type: 'fileVersion' as const }] as const] : []
    })
    return new Map(found)
  }

  function foldersOf(wanted: readonly number[]): Map<number, FoundFolder> {
    const found = folders.all(JSON.stringify(wanted)).map(({ rowId, createdAt, updatedAt, ...row }) => {
      const times = { createdAt: isoTime(createdAt), updatedAt: isoTime(updatedAt) }
      return [rowId, { type: 'folder' as const, ...row, name: lastName(row.path), ...times }] as const
    })
    return new Map(found)
  }

  return async (rows: FoundRows): Promise<FoundByRow> => ({
    files: await filesOf(rows.files),
    versions: await versionsOf(rows.versions),
    folders: foldersOf(rows.folders),
  })
}
