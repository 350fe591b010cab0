import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { createApp } from '../../../electron/api/app.ts'
import { serve } from '../../../electron/api/serve.ts'
import { createLibrary, type Library } from '../../../electron/engine/library.ts'
import { makeLibrary } from '../library/make.ts'

/** A library of this process and its port: what is asked over HTTP can be called as well. */
export interface MediaLibrary {
  library: Library
  port: number
  /** Those that ImageKit’s calls ask for. */
  headers: Record<string, string>
}

async function withLibrary<T>(directory: string, work: (opened: MediaLibrary) => Promise<T>): Promise<T> {
  const library = await createLibrary({ directory })
  const server = await serve(createApp(library), { port: 0 })
  try {
    await library.loaded
    const key = await library.delivery.privateKey()
    return await work({ library, port: server.port, headers: { Authorization: `Basic ${btoa(`${key}:`)}` } })
  } finally {
    await server.close()
    await library.close()
  }
}

/** Runs `work` with a new, empty library, which is gone afterwards. */
export async function withNewLibrary<T>(work: (opened: MediaLibrary) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'magpie-bench-'))
  try {
    return await withLibrary(directory, work)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** Every tenth file in one of ten folders, every fifth with a tag, every fourth with a number of its own. */
const filing = `
  INSERT INTO folders (parent_id, path, public_id) VALUES (1, '/photos', randomblob(12));
  INSERT INTO folders (parent_id, path, public_id)
    SELECT (SELECT id FROM folders WHERE path = '/photos'), '/photos/' || value, randomblob(12)
    FROM json_each('[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]');
  UPDATE files SET folder_id = (SELECT id FROM folders WHERE path = '/photos/' || (files.id / 10 % 10))
    WHERE id % 10 = 0;
  INSERT INTO file_tags (file_id, tag) SELECT id, 'tag ' || (id % 1000) FROM files WHERE id % 5 = 0;
  INSERT INTO custom_fields (id, public_id, name, label, schema, created_at)
    VALUES (1, randomblob(12), 'amount', 'Amount', '{"type":"Number"}', 0);
  INSERT INTO file_metadata (file_id, field_id, value) SELECT id, 1, id % 1000 FROM files WHERE id % 4 = 0;`

function file(directory: string): void {
  const mark = join(directory, 'filed.json')
  if (existsSync(mark)) return
  const database = new SQLite(join(directory, 'index.db'))
  database.transaction(() => database.exec(filing))()
  database.close()
  writeFileSync(mark, '{}')
}

/** Runs `work` with a synthetic library that has folders, tags and custom metadata; it is kept for the next run. */
export async function withFiledLibrary<T>(
  { images, library }: { images: number; library?: string | undefined },
  work: (opened: MediaLibrary) => Promise<T>,
): Promise<T> {
  const directory = await makeLibrary(images, library ?? join(tmpdir(), `magpie-bench-media-${images}`))
  file(directory)
  return withLibrary(directory, work)
}
