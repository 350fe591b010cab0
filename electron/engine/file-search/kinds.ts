import { raw, type Sql, sql, timed } from './sql.ts'

/** What a search finds: files, their former versions, and folders. */
export type Kind = 'file' | 'fileVersion' | 'folder'

/** SQL for what the fields of a query are in a row of one kind; NULL where it has no such thing. */
export interface Columns {
  type: Sql
  /** Row ids: of the file, the image that it shows, and the folder that it lies in. */
  file: Sql
  image: Sql
  folder: Sql
  publicId: Sql
  name: Sql
  createdAt: Sql
  updatedAt: Sql
  width: Sql
  height: Sql
  size: Sql
  contentType: Sql
  hasAlpha: Sql
  takenAt: Sql
  isPrivate: Sql
  isPublished: Sql
  /** Whether the name has the words; `match` is how the full-text index is asked for them. */
  hasWords(text: string, match: string): Sql
}

const none = raw('NULL')

const file: Columns = {
  type: raw(`'file'`),
  file: raw('f.id'),
  image: raw('f.image_id'),
  folder: raw('f.folder_id'),
  publicId: raw('f.public_id'),
  name: raw('f.name'),
  createdAt: raw('f.created_at'),
  updatedAt: raw('f.updated_at'),
  width: raw('i.width'),
  height: raw('i.height'),
  size: raw('i.byte_size'),
  contentType: raw('i.content_type'),
  hasAlpha: raw('i.has_alpha'),
  takenAt: raw('i.taken_at'),
  isPrivate: raw('f.is_private'),
  isPublished: raw('f.is_published'),
  // The plus keeps SQLite from looking for each of these in turn.
  hasWords: (_, match) =>
    sql`+f.id IN (SELECT rowid FROM file_names WHERE file_names MATCH ${match} AND ${timed('rowid')})`,
}

const fileVersion: Columns = {
  ...file,
  type: raw(`'file-version'`),
  image: raw('v.image_id'),
  createdAt: raw('v.created_at'),
}

const folder: Columns = {
  type: raw(`'folder'`),
  file: none,
  image: none,
  folder: raw('d.parent_id'),
  publicId: raw('d.public_id'),
  name: raw('last_name(d.path)'),
  createdAt: raw('d.created_at'),
  updatedAt: raw('d.updated_at'),
  width: none,
  height: none,
  size: none,
  contentType: none,
  hasAlpha: none,
  takenAt: none,
  isPrivate: none,
  isPublished: none,
  hasWords: (text) => sql`has_words(last_name(d.path), ${text})`,
}

export const columnsOf: Record<Kind, Columns> = { file, fileVersion, folder }

const hasWords: Columns['hasWords'] = (text) => sql`has_words(f.name, ${text})`

/** For rows that are looked at one after the other until enough pass: the names with a word are not gathered first. */
export const columnsInOrder: Record<Kind, Columns> = {
  file: { ...file, hasWords },
  fileVersion: { ...fileVersion, hasWords },
  folder,
}
