import { Failure } from '#shared/failure.ts'
import type { WritableDatabase } from './database.ts'
import type { Restoring } from './restoring.ts'
import { createRowChanges, type RowChange, type RowRecorder } from './row-changes.ts'
import { createExpectStanding } from './standing.ts'
import { createTouched } from './touched.ts'
import type { Transactions } from './transactions.ts'
import { createWatching, type Watched } from './watching.ts'

/** The contract calls that move files to the trash and out of it. */
export type FileCall = 'files.trash' | 'files.restore'

/** What an undoable change did: images that lost or gained their last live file, and those of which else something changed. */
export interface Changed {
  changed: number
  trashed: number[]
  restored: number[]
  touched: number[]
  /** Whether the rules that choose the copy to keep are others now. */
  hasNewRules: boolean
  /** Whether folders, or the files in them, are others now. */
  hasNewPlaces: boolean
  journal: number | null
  revision: number
}

/** A change that is wanted: files to move, rows to write, or both. */
export interface Wish {
  call?: FileCall
  /** 24 hex digits each; those that are so already are left alone. */
  files?: string[]
  rows?: (rows: RowRecorder) => void
  actor: string
  /** The line in the history, for that many images that changed sides, or files where none did. */
  label: (count: number) => string
}

interface FileRow {
  id: number
  publicId: string
  imageId: number
  folderId: number
  changedSeq: number
}

/** One direction of a change as data: a call of the contract, the stamp each file had before, and the rows written. */
interface Direction {
  call: FileCall
  input: { files: string[] }
  before: number[]
  /** Of the forward direction alone: it holds both states. */
  rows?: RowChange[]
}

interface JournalEntry {
  id: number
  label: string
  forward: string
  inverse: string
  stamp: number
  state: 'done' | 'undone'
}

/** Images in whose favour others were discarded by these changes. */
const keptBy = (rows: readonly RowChange[]) =>
  rows.flatMap(({ table, after }) => (table === 'superseded' && after ? [Number(after.keeper_id)] : []))

const idsOf = (rows: readonly FileRow[]) => rows.map(({ id }) => id)
const opposite = { 'files.trash': 'files.restore', 'files.restore': 'files.trash' } as const

/**
 * Undoable changes of files and rows, each with its journal row in the same transaction. A file's `changed_seq` is the
 * stamp of the change that left it as it is; undoing demands that stamp and puts the former one back, so that undo
 * after do is the identity, and rows that have changed since are a `conflict`.
 */
export function createChanges(
  writer: WritableDatabase,
  transactions: Transactions,
  restoring: Restoring,
  now: () => number,
) {
  const rowChanges = createRowChanges(writer)
  const watch = createWatching(writer)
  const touchedBy = createTouched(writer)
  const expectStanding = createExpectStanding(writer)
  const selectFiles = writer.prepare<[string, number], FileRow>(
    `SELECT id, lower(hex(public_id)) AS publicId, image_id AS imageId, folder_id AS folderId,
       changed_seq AS changedSeq FROM files
     WHERE public_id IN (SELECT unhex(value) FROM json_each(?)) AND (trashed_at IS NOT NULL) = ? ORDER BY id`,
  )
  const selectOfImages = writer
    .prepare<[string], string>(
      `SELECT lower(hex(public_id)) FROM files WHERE image_id IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
  const selectSuperseded = writer
    .prepare<[string], number>(
      'SELECT image_id FROM superseded WHERE image_id IN (SELECT value FROM json_each(?)) ORDER BY image_id',
    )
    .pluck()
  const updateFile = writer.prepare('UPDATE files SET trashed_at = ?, changed_seq = ? WHERE id = ?')
  const insertJournal = writer.prepare(
    `INSERT INTO journal (at, actor, label, forward, inverse, stamp, state) VALUES (?, ?, ?, ?, ?, ?, 'done')`,
  )
  const selectEntry = writer.prepare<[number], JournalEntry>('SELECT * FROM journal WHERE id = ?')
  const setState = writer.prepare('UPDATE journal SET state = ? WHERE id = ?')

  const filesIn = (files: string[], call: FileCall) =>
    selectFiles.all(JSON.stringify(files), call === 'files.restore' ? 1 : 0)
  const filesOf = (images: readonly number[]) => selectOfImages.all(JSON.stringify(images))

  function flip(
    call: FileCall,
    rows: FileRow[],
    watched: Watched,
    stampOf: (row: FileRow, at: number) => number,
  ): void {
    const trashedAt = call === 'files.trash' ? now() : null
    for (const row of rows) watched.file(row.imageId, row.folderId)
    for (const [at, row] of rows.entries()) updateFile.run(trashedAt, stampOf(row, at), row.id)
  }

  function changedBy(files: number, watched: Watched, rows: readonly RowChange[]) {
    return {
      changed: files + rows.length,
      ...watched.sides(),
      touched: touchedBy(rows),
      hasNewRules: rows.some(
        ({ table, before, after }) => table === 'settings' && (after ?? before)?.name === 'duplicates',
      ),
      hasNewPlaces: watched.folders().length > 0,
    }
  }

  function writeJournal({ actor, label }: Wish, count: number, forward: Direction, before: number[], stamp: number) {
    const { call, input } = forward
    const inverse: Direction = { call: opposite[call], input, before }
    const data = [JSON.stringify(forward), JSON.stringify(inverse)]
    return Number(insertJournal.run(now(), actor, label(count), ...data, stamp).lastInsertRowid)
  }

  /** A copy that somebody takes up by itself, out of the trash or for good, stands no longer behind another. */
  function release(images: readonly number[], recorder: RowRecorder): void {
    for (const image of selectSuperseded.all(JSON.stringify(images))) recorder.remove('superseded', { image_id: image })
  }

  function perform(wish: Wish, next: () => number): Changed {
    const { call = 'files.trash', files = [], rows: write } = wish
    const rows = filesIn(files, call)
    const watched = watch()
    const recorder = rowChanges.record(watched.row)
    const stamp = next()
    flip(call, rows, watched, () => stamp)
    if (call === 'files.restore') restoring.openFolders(recorder, idsOf(rows))
    write?.(recorder)
    release(watched.sides().restored, recorder)
    const { changes } = recorder
    const done = changedBy(rows.length, watched, changes)
    if (done.changed === 0) return { ...done, journal: null, revision: transactions.revision }
    const input = { files: rows.map((row) => row.publicId) }
    const forward: Direction = { call, input, before: [], ...(changes.length > 0 && { rows: changes }) }
    const before = rows.map((row) => row.changedSeq)
    const count = done.trashed.length + done.restored.length || rows.length || changes.length
    return { ...done, journal: writeJournal(wish, count, forward, before, stamp), revision: stamp }
  }

  /** Runs one direction of a journal row on rows that are exactly as the other direction left them. */
  function replay(entry: JournalEntry, to: 'done' | 'undone', next: () => number): Changed {
    const forward = JSON.parse(entry.forward) as Direction
    const inverse = JSON.parse(entry.inverse) as Direction
    const { call, input } = to === 'undone' ? inverse : forward
    const stamps = new Map(inverse.input.files.map((file, at) => [file, inverse.before[at] ?? 0]))
    const rows = filesIn(input.files, call)
    const expected = (row: FileRow) => (to === 'undone' ? entry.stamp : stamps.get(row.publicId))
    if (rows.length !== input.files.length || rows.some((row) => row.changedSeq !== expected(row))) {
      throw new Failure(
        'conflict',
        `“${entry.label}” cannot be ${to === 'undone' ? 'undone' : 'done again'}: its files have changed since.`,
      )
    }
    const [watched, changes] = [watch(), forward.rows ?? []]
    flip(call, rows, watched, (row) => (to === 'undone' ? (stamps.get(row.publicId) ?? 0) : entry.stamp))
    rowChanges.replay(changes, to, entry.label, watched.row)
    const done = changedBy(rows.length, watched, changes)
    const images = [...done.trashed, ...done.restored, ...done.touched]
    const kept = to === 'done' ? keptBy(changes) : []
    expectStanding({ images, kept, folders: watched.folders() }, entry.label)
    setState.run(to, entry.id)
    return { ...done, journal: entry.id, revision: next() }
  }

  function wishOnImages(call: FileCall, images: readonly number[], actor: string, label: Label): Wish {
    const rows = (recorder: RowRecorder) => {
      release(images, recorder)
      if (call === 'files.restore') restoring.addFiles(recorder, images)
    }
    return { call, files: filesOf(images), rows, actor, label }
  }

  return {
    /** Makes one undoable change. `wish` runs within the transaction, so what it read is still so when it is written. */
    perform: async (wish: () => Wish): Promise<Changed> => transactions.runAlways((next) => perform(wish(), next)),
    /** Moves all files of the images (row ids) to the trash or out of it. */
    performOnImages: async (call: FileCall, images: readonly number[], actor: string, label: Label): Promise<Changed> =>
      transactions.runAlways((next) => perform(wishOnImages(call, images, actor, label), next)),
    /** Takes an image out of the trash within a transaction that is under way. */
    restoreImage(image: number, actor: string, next: () => number): Changed {
      const label = () => 'Restored 1 picture by storing it again'
      return perform(wishOnImages('files.restore', [image], actor, label), next)
    },
    filesOf,
    /** Makes one undoable change within a transaction that is under way. */
    within: perform,
    /** Writes new rows that no history keeps, within a transaction that is under way. */
    add(write: (rows: RowRecorder) => void): void {
      const watched = watch()
      const recorder = rowChanges.record(watched.row)
      write(recorder)
      release(watched.sides().restored, recorder)
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

export type Changes = ReturnType<typeof createChanges>
