import type { ChangeableTable, Row } from './changeable.ts'
import type { WritableDatabase } from './database.ts'
import type { RowChange } from './row-changes.ts'

const imagesOfFiles = 'SELECT DISTINCT image_id FROM files WHERE id IN (SELECT value FROM json_each(?))'
const imagesOfHashes = `SELECT images.id FROM json_each(?) AS wanted JOIN images ON content_hash = unhex(wanted.value)`

/** Tells the images (row ids) of which something changed by changes of rows. */
export function createTouched(writer: WritableDatabase) {
  const byFile = writer.prepare<[string], number>(imagesOfFiles).pluck()
  const byHash = writer.prepare<[string], number>(imagesOfHashes).pluck()

  return (changes: readonly RowChange[]): number[] => {
    const values = (tables: ChangeableTable[], column: string): unknown[] => {
      const rows = changes.filter(({ table }) => tables.includes(table)).flatMap(({ before, after }) => [before, after])
      return rows.filter((row): row is Row => row?.[column] !== undefined).map((row) => row[column])
    }
    const named = [
      ...values(['superseded', 'notes', 'files', 'file_versions'], 'image_id'),
      ...values(['superseded'], 'keeper_id'),
    ] as number[]
    const ofFiles = [...values(['file_tags', 'file_metadata', 'file_versions'], 'file_id'), ...values(['files'], 'id')]
    const filed = byFile.all(JSON.stringify(ofFiles))
    const decided = byHash.all(JSON.stringify(values(['decision_members'], 'content_hash')))
    return [...new Set([...named, ...filed, ...decided])]
  }
}
