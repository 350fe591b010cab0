import type { FileDetail, FileVersion } from '#shared/files.ts'
import type { EmbeddedMetadata } from '#shared/metadata.ts'
import { type CustomFields, readValue, type StoredValue } from './custom-fields.ts'
import type { ReadableDatabase } from './database.ts'
import { isoTime } from './rows.ts'

/** Columns of an image as a file or a version shows it. */
export interface ContentRow {
  hash: string
  contentType: string
  byteSize: number
  width: number | null
  height: number | null
  hasAlpha: number | null
  /** As JSON. */
  embeddedMetadata: string | null
}

interface DetailRow extends ContentRow {
  id: string
  name: string
  folder: string
  createdAt: number
  updatedAt: number
  trashedAt: number | null
  tags: string
  values: string
  description: string | null
  customCoordinates: string | null
  isPrivate: number
  isPublished: number
  versionId: string | null
  versionNumber: number
}

interface VersionRow extends ContentRow {
  id: string
  number: number
  createdAt: number
  isPresent: number
}

export const contentColumns = `lower(hex(content_hash)) AS hash, content_type AS contentType, byte_size AS byteSize,
  width, height, has_alpha AS hasAlpha,
  (SELECT document FROM embedded_metadata WHERE image_id = images.id) AS embeddedMetadata`
const detailColumns = `lower(hex(files.public_id)) AS id, files.name, folders.path AS folder, ${contentColumns},
  files.created_at AS createdAt, files.updated_at AS updatedAt, trashed_at AS trashedAt, description,
  custom_coordinates AS customCoordinates, is_private AS isPrivate, is_published AS isPublished,
  lower(hex(version_id)) AS versionId, version_number AS versionNumber,
  (SELECT json_group_array(tag) FROM file_tags WHERE file_id = files.id) AS tags,
  (SELECT json_group_array(json_array(field_id, value)) FROM file_metadata WHERE file_id = files.id) AS "values"`
const joined = 'JOIN folders ON folders.id = files.folder_id JOIN images ON images.id = files.image_id'

export const toContent = <Row extends ContentRow>({ hasAlpha, embeddedMetadata, ...content }: Row) => ({
  ...content,
  embeddedMetadata: embeddedMetadata === null ? null : (JSON.parse(embeddedMetadata) as EmbeddedMetadata),
  hasAlpha: hasAlpha === null ? null : hasAlpha === 1,
})

/** Reads files with all that is known of each. */
export function createFiles(reader: ReadableDatabase, fields: CustomFields) {
  const details = reader.prepare<[string], DetailRow>(
    `SELECT ${detailColumns} FROM json_each(?) AS wanted JOIN files ON files.id = wanted.value ${joined}
     ORDER BY wanted.key`,
  )
  const one = reader.prepare<[string], DetailRow>(
    `SELECT ${detailColumns} FROM files ${joined} WHERE files.public_id = unhex(?)`,
  )
  const atPath = reader.prepare<[string, string], DetailRow>(
    `SELECT ${detailColumns} FROM files ${joined} WHERE folders.path = ? AND files.name = ? AND trashed_at IS NULL`,
  )
  const versions = reader.prepare<[{ id: string }], VersionRow>(
    `SELECT coalesce(nullif(lower(hex(version_id)), ''), lower(hex(public_id))) AS id, version_number AS number,
       coalesce(version_created_at, files.created_at) AS createdAt, 1 AS isPresent, ${contentColumns}
     FROM files JOIN images ON images.id = image_id WHERE public_id = unhex(:id)
     UNION ALL
     SELECT lower(hex(former.public_id)), number, former.created_at, 0, ${contentColumns}
     FROM files JOIN file_versions AS former ON file_id = files.id JOIN images ON images.id = former.image_id
     WHERE files.public_id = unhex(:id) ORDER BY isPresent DESC, number DESC`,
  )

  function metadataOf(values: string): FileDetail['customMetadata'] {
    const stored = Map.groupBy(JSON.parse(values) as [number, StoredValue][], ([field]) => field)
    if (stored.size === 0) return {}
    const known = fields.rows().flatMap(({ rowId, name, schema }) => {
      const rows = stored.get(rowId)
      return rows
        ? [
            [
              name,
              readValue(
                schema,
                rows.map(([, value]) => value),
              ),
            ] as const,
          ]
        : []
    })
    return Object.fromEntries(known)
  }

  function toDetail(row: DetailRow): FileDetail {
    const { values, versionId, versionNumber, ...facts } = row
    return {
      ...toContent(facts),
      createdAt: isoTime(row.createdAt),
      updatedAt: isoTime(row.updatedAt),
      trashedAt: row.trashedAt === null ? null : isoTime(row.trashedAt),
      tags: JSON.parse(row.tags) as string[],
      customMetadata: metadataOf(values),
      isPrivate: row.isPrivate === 1,
      isPublished: row.isPublished === 1,
      version: { id: versionId || row.id, number: versionNumber },
    }
  }

  function toVersion({ id, number, createdAt, isPresent, ...content }: VersionRow): FileVersion {
    return { id, number, createdAt: isoTime(createdAt), isPresent: isPresent === 1, ...toContent(content) }
  }

  const known = (row: DetailRow | undefined) => row && toDetail(row)
  return {
    /** Files with these row ids, in their order. */
    details: async (ids: readonly number[]): Promise<FileDetail[]> => details.all(JSON.stringify(ids)).map(toDetail),
    /** The file with that id (24 hex digits), trashed or not. */
    get: async (id: string): Promise<FileDetail | undefined> => known(one.get(id)),
    /** The live file of that name in a folder, or else of that name with composed letters. */
    atPath: async (folder: string, name: string): Promise<FileDetail | undefined> =>
      known(atPath.get(folder, name) ?? atPath.get(folder, name.normalize('NFC'))),
    /** The present version of a file first, then the former ones, newest first; none where there is no such file. */
    versions: async (id: string): Promise<FileVersion[]> => versions.all({ id }).map(toVersion),
  }
}

export type Files = ReturnType<typeof createFiles>
