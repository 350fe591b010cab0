import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { openDatabases } from '../electron/engine/index/database.ts'
import { migrations } from '../electron/engine/index/migrations/all.ts'
import { temporaryFolder } from './helpers/library.ts'

const heading =
  '-- The schema of index.db after all migrations. Generated: `npx vitest run tests/schema.test.ts --update`.'

/** Everything that the database at `path` consists of, as SQL, in the order in which it was made. */
function schemaOf(path: string): string {
  const database = new SQLite(path, { readonly: true })
  const statements = database
    .prepare<[], string>(`SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY rowid`)
    .pluck()
    .all()
  const version = database.pragma('user_version', { simple: true })
  database.close()
  return [heading, ...statements.map((sql) => `${sql};`), `PRAGMA user_version = ${version};`, '']
    .join('\n\n')
    .trimEnd()
}

/** An index that was made when only the first `version` migrations were there. */
async function indexOfVersion(version: number): Promise<string> {
  const path = join(await temporaryFolder(), 'index.db')
  const database = new SQLite(path)
  for (const sql of migrations.slice(0, version)) database.exec(sql)
  database.pragma(`user_version = ${version}`)
  database.close()
  return path
}

describe('the schema', () => {
  test('schema.sql shows what the migrations make', async () => {
    const path = await indexOfVersion(migrations.length)
    await expect(`${schemaOf(path)}\n`).toMatchFileSnapshot('../electron/engine/index/schema.sql')
  })

  test.each(migrations.map((_, version) => version))(
    'an index of version %i is brought up to date',
    async (version) => {
      const path = await indexOfVersion(version)
      openDatabases(path).close()
      expect(schemaOf(path)).toBe(schemaOf(await indexOfVersion(migrations.length)))
    },
  )

  test('files and folders from before they had attributes are as old, and as public, as they were', async () => {
    const path = await indexOfVersion(2)
    const database = new SQLite(path)
    database.exec(`INSERT INTO images (content_hash, content_type, byte_size, decode_status, created_at)
        VALUES (randomblob(32), 'image/png', 5, 'ok', 77);
      INSERT INTO files (public_id, image_id, folder_id, name, created_at, changed_seq)
        VALUES (randomblob(12), 1, 1, 'a.png', 77, 1)`)
    database.close()
    const { reader, close } = openDatabases(path)
    const file = { updated_at: 77, is_private: 0, is_published: 1, version_id: null, version_number: 1 }
    expect(reader.prepare('SELECT * FROM files').get()).toMatchObject(file)
    expect(reader.prepare('SELECT length(public_id) AS length, created_at, removed_at FROM folders').all()).toEqual([
      { length: 12, created_at: 77, removed_at: null },
    ])
    expect(reader.prepare('SELECT last_file_id FROM library').pluck().get()).toBe(1)
    close()
  })

  test('an index that is up to date is opened as it is', async () => {
    const path = await indexOfVersion(migrations.length)
    const before = schemaOf(path)
    openDatabases(path).close()
    expect(schemaOf(path)).toBe(before)
  })
})
