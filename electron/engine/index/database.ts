import SQLite from 'better-sqlite3'
import { Failure } from '#shared/failure.ts'
import { migrations } from './migrations/all.ts'

declare const writable: unique symbol
/** A handle that only reads: it sees what is committed. */
export type ReadableDatabase = Pick<SQLite.Database, 'prepare' | 'pragma'>
/** The one handle that writes. */
export type WritableDatabase = SQLite.Database & { readonly [writable]: true }

export interface Databases {
  reader: ReadableDatabase
  writer: WritableDatabase
  close(): void
}

/** Settings that durability rests on; SQLite's answer is read back and must be the same. */
const required = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  trusted_schema: 0,
  cell_size_check: 1,
} as const

function setPragmas(database: SQLite.Database): void {
  for (const [name, value] of Object.entries(required)) {
    database.pragma(`${name} = ${value}`)
    const actual = database.pragma(name, { simple: true })
    if (actual !== value)
      throw new Failure('libraryDamaged', `The index refuses ${name} = ${value} (it says ${actual}).`)
  }
  // Pages that many commits touch are copied into the file once, not every thousand pages.
  database.pragma('wal_autocheckpoint = 8000')
  database.pragma('journal_size_limit = 67108864')
  database.pragma('cache_size = -65536')
  if (process.platform === 'darwin') database.pragma('fullfsync = ON')
}

function migrate(database: SQLite.Database): void {
  const version = database.pragma('user_version', { simple: true }) as number
  if (version > migrations.length) {
    const message = `This library was written by a newer Magpie (format ${version}, this one knows ${migrations.length}). Update Magpie to open it.`
    throw new Failure('libraryNewer', message)
  }
  const run = database.transaction(() => {
    for (const sql of migrations.slice(version)) database.exec(sql)
    database.pragma(`user_version = ${migrations.length}`)
  })
  if (version < migrations.length) run.immediate()
}

const codeOf = (error: unknown) => (error instanceof SQLite.SqliteError ? error.code : '')

/** Whether SQLite refused rows because they would break what its schema demands. */
export const isConstraintError = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_CONSTRAINT')

/** What SQLite throws on a full disk as `diskFull`; other errors as they are. */
export function explainFullDisk(error: unknown): unknown {
  if (!/^SQLITE_(FULL|IOERR_WRITE|IOERR_FSYNC|IOERR_SHMSIZE)/.test(codeOf(error))) return error
  return new Failure('diskFull', 'The disk is full: free some space and try again. Nothing was lost.', { cause: error })
}

/** What SQLite throws at a damaged file or on a full disk as a failure with a way out. */
export function explainIndexError(error: unknown, path: string): unknown {
  if (/^SQLITE_(CANTOPEN|PERM|READONLY|AUTH)/.test(codeOf(error))) {
    return new Failure('unreadable', `${path} cannot be opened: check what lies there and its permissions.`, {
      cause: error,
    })
  }
  if (!/^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error))) return explainFullDisk(error)
  const message = `The index ${path} is damaged. Move it aside, start again, and add the folder blobs/ beside it: the pictures lie there untouched.`
  return new Failure('libraryDamaged', message, { cause: error })
}

/** A handle on the file, with its failures explained. */
function openFile(path: string, options: SQLite.Options = {}): SQLite.Database {
  try {
    return new SQLite(path, options)
  } catch (error) {
    throw explainIndexError(error, path)
  }
}

function openWriter(path: string): SQLite.Database {
  const database = openFile(path)
  try {
    setPragmas(database)
    migrate(database)
    return database
  } catch (error) {
    database.close()
    throw explainIndexError(error, path)
  }
}

/** Opens the index at `path`, brings it up to date and returns its two handles. Fails with `libraryNewer` or `libraryDamaged`. */
export function openDatabases(path: string): Databases {
  const writer = openWriter(path) as WritableDatabase
  const reader = new SQLite(path, { readonly: true })
  reader.pragma('cache_size = -65536')
  return {
    reader,
    writer,
    close() {
      reader.close()
      writer.close()
    },
  }
}

function explainLockError(error: unknown, path: string): Failure {
  return new Failure('unreadable', `The lock ${path} cannot be taken: delete that file, and start again.`, {
    cause: error,
  })
}

/**
 * Holds `path` for this process alone until the answer is called; the lock dies with its holder.
 * Fails with `libraryInUse` or `unreadable`.
 */
export function lockLibrary(path: string): () => void {
  const lock = openFile(path, { timeout: 0 })
  try {
    // A journal on the disk would need room there.
    lock.pragma('journal_mode = memory')
    lock.exec('BEGIN EXCLUSIVE')
    return () => lock.close()
  } catch (error) {
    lock.close()
    if (!/^SQLITE_(BUSY|LOCKED)/.test(codeOf(error))) throw explainLockError(error, path)
    const message = 'This library is open in another Magpie. Close that one, or choose another folder with --library.'
    throw new Failure('libraryInUse', message, { cause: error })
  }
}
