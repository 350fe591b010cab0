import { Failure } from '#shared/failure.ts'
import type { WritableDatabase } from './database.ts'
import type { Transactions } from './transactions.ts'

/** The contract calls whose effect can be undone. */
export type UndoableCall = 'files.trash' | 'files.restore'

/** What an undoable change did: `images` lost or gained their last live file by it. */
export interface Changed {
  call: UndoableCall
  changed: number
  images: number[]
  journal: number | null
  revision: number
}

interface FileRow {
  id: number
  publicId: string
  imageId: number
  changedSeq: number
}

/** One direction of a change as data: a call of the contract, and the stamp each file had before. */
interface Direction {
  call: UndoableCall
  input: { files: string[] }
  before: number[]
}

interface JournalEntry {
  id: number
  label: string
  forward: string
  inverse: string
  stamp: number
  state: 'done' | 'undone'
}

const opposite = { 'files.trash': 'files.restore', 'files.restore': 'files.trash' } as const

/**
 * Undoable changes of files, each with its journal row in the same transaction. A file's `changed_seq` is the stamp of
 * the change that left it as it is; undoing demands that stamp and puts the former one back, so that undo after
 * do is the identity, and rows that have changed since are a `conflict`.
 */
export function createChanges(writer: WritableDatabase, transactions: Transactions, now: () => number) {
  const selectFiles = writer.prepare<[string, number], FileRow>(
    `SELECT id, lower(hex(public_id)) AS publicId, image_id AS imageId, changed_seq AS changedSeq FROM files
     WHERE public_id IN (SELECT unhex(value) FROM json_each(?)) AND (trashed_at IS NOT NULL) = ? ORDER BY id`,
  )
  const selectOfImages = writer
    .prepare<[string], string>(
      `SELECT lower(hex(public_id)) FROM files WHERE image_id IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
  const selectLive = writer
    .prepare<[string], number>(
      `SELECT DISTINCT image_id FROM files WHERE trashed_at IS NULL AND image_id IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
  const updateFile = writer.prepare('UPDATE files SET trashed_at = ?, changed_seq = ? WHERE id = ?')
  const insertJournal = writer.prepare(
    `INSERT INTO journal (at, actor, label, forward, inverse, stamp, state) VALUES (?, ?, ?, ?, ?, ?, 'done')`,
  )
  const selectEntry = writer.prepare<[number], JournalEntry>('SELECT * FROM journal WHERE id = ?')
  const setState = writer.prepare('UPDATE journal SET state = ? WHERE id = ?')

  const liveOf = (images: number[]) => new Set(selectLive.all(JSON.stringify(images)))
  const filesIn = (files: string[], call: UndoableCall) =>
    selectFiles.all(JSON.stringify(files), call === 'files.restore' ? 1 : 0)

  /** Flips the files and tells which images changed sides by it. */
  function flip(call: UndoableCall, rows: FileRow[], stampOf: (row: FileRow, at: number) => number): number[] {
    const images = [...new Set(rows.map((row) => row.imageId))]
    const before = liveOf(images)
    const trashedAt = call === 'files.trash' ? now() : null
    for (const [at, row] of rows.entries()) updateFile.run(trashedAt, stampOf(row, at), row.id)
    const after = liveOf(images)
    return images.filter((image) => before.has(image) !== after.has(image))
  }

  function perform(call: UndoableCall, files: string[], actor: string, label: Label, next: () => number): Changed {
    const rows = filesIn(files, call)
    if (rows.length === 0) return { call, changed: 0, images: [], journal: null, revision: transactions.revision }
    const stamp = next()
    const images = flip(call, rows, () => stamp)
    const input = { files: rows.map((row) => row.publicId) }
    const forward: Direction = { call, input, before: [] }
    const inverse: Direction = { call: opposite[call], input, before: rows.map((row) => row.changedSeq) }
    const text = label(images.length || rows.length)
    const { lastInsertRowid } = insertJournal.run(
      now(),
      actor,
      text,
      JSON.stringify(forward),
      JSON.stringify(inverse),
      stamp,
    )
    return { call, changed: rows.length, images, journal: Number(lastInsertRowid), revision: stamp }
  }

  /** Runs one direction of a journal row on rows that are exactly as the other direction left them. */
  function replay(entry: JournalEntry, to: 'done' | 'undone', next: () => number): Changed {
    const inverse = JSON.parse(entry.inverse) as Direction
    const { call, input } = to === 'undone' ? inverse : (JSON.parse(entry.forward) as Direction)
    const stamps = new Map(inverse.input.files.map((file, at) => [file, inverse.before[at] ?? 0]))
    const rows = filesIn(input.files, call)
    const expected = (row: FileRow) => (to === 'undone' ? entry.stamp : stamps.get(row.publicId))
    if (rows.length !== input.files.length || rows.some((row) => row.changedSeq !== expected(row))) {
      throw new Failure(
        'conflict',
        `“${entry.label}” cannot be ${to === 'undone' ? 'undone' : 'done again'}: its files have changed since.`,
      )
    }
    const images = flip(call, rows, (row) => (to === 'undone' ? (stamps.get(row.publicId) ?? 0) : entry.stamp))
    setState.run(to, entry.id)
    return { call, changed: rows.length, images, journal: entry.id, revision: next() }
  }

  return {
    /** Trashes or restores the files (24 hex digits each) that are not so already. */
    perform: async (call: UndoableCall, files: string[], actor: string, label: Label): Promise<Changed> =>
      transactions.runAlways((next) => perform(call, files, actor, label, next)),
    /** As `perform`, for all files of the images (row ids). */
    performOnImages: async (call: UndoableCall, images: number[], actor: string, label: Label): Promise<Changed> =>
      transactions.runAlways((next) => perform(call, selectOfImages.all(JSON.stringify(images)), actor, label, next)),
    /** Takes an image out of the trash within a transaction that is under way. */
    restoreImage(image: number, actor: string, next: () => number): Changed {
      const files = selectOfImages.all(JSON.stringify([image]))
      return perform('files.restore', files, actor, () => 'Restored 1 picture by storing it again', next)
    },
    /** Undoes a journal row, or does it again; `conflict` when its rows are no longer as it left them. */
    replay: async (id: number, to: 'done' | 'undone'): Promise<Changed> =>
      transactions.runAlways((next) => {
        const entry = selectEntry.get(id)
        if (!entry) throw new Failure('notFound', 'That change is not in the history.', { field: 'id' })
        if (entry.state === to) throw new Failure('conflict', `“${entry.label}” is ${to} already.`)
        return replay(entry, to, next)
      }),
  }
}

type Label = (count: number) => string
