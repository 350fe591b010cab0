import { Worker } from 'node:worker_threads'
import { Failure, type Reply } from '#shared/failure.ts'
import type { Changed, Changes } from './changes.ts'
import type { createChanging } from './changing.ts'
import type { ReadableDatabase } from './database.ts'
import type { FileChanges } from './file-changes.ts'
import type { FolderChanges } from './folder-changes.ts'

type Changing = ReturnType<typeof createChanging>

/** Files, and characters of a row of the history, up to which a change is made at once. */
const mostFiles = 1000
const mostJournal = 500_000

/** Changes that may be large, by name. */
export const changesOf = ({ changes, filing: { fileChanges, folderChanges } }: Changing) => ({
  moveFiles: fileChanges.move,
  copyFiles: fileChanges.copy,
  renameFolder: folderChanges.rename,
  moveFolder: folderChanges.move,
  copyFolder: folderChanges.copy,
  removeFolder: folderChanges.remove,
  replay: changes.replay,
})

type LargeChanges = ReturnType<typeof changesOf>
type Name = keyof LargeChanges

/** What a thread is started with: a change, and the time in milliseconds that it bears. */
export interface ChangeStart {
  path: string
  name: Name
  input: unknown[]
  at: number
}

/** What it answers; a bug is told as text. */
export type ChangeAnswer = Reply<Changed> | { bug: string }

const script = import.meta.url.endsWith('.ts') ? './change-thread.ts' : './change-thread.js'

async function changeInThread(start: ChangeStart): Promise<Changed> {
  const worker = new Worker(new URL(script, import.meta.url), { workerData: start })
  const { promise, resolve, reject } = Promise.withResolvers<ChangeAnswer>()
  worker.once('message', resolve)
  worker.once('error', reject)
  worker.once('exit', () => reject(new Error('The thread of a change ended before it answered.')))
  const answer = await promise
  await worker.terminate()
  if ('bug' in answer) throw new Error(answer.bug)
  if (answer.ok) return answer.value
  throw Failure.from(answer.failure)
}

export interface LargeParts extends Changing {
  reader: ReadableDatabase
  /** Of the index. */
  path: string
  now: () => number
}

/**
 * Changes of files and folders, of which those of many files are made in a thread with a connection of its own: each is
 * one transaction as ever, other writes wait for it, and all that reads goes on.
 */
export function createLargeChanges({ reader, path, now, ...changing }: LargeParts) {
  const { transactions, changes, filing } = changing
  const countBelow = reader
    .prepare<[{ path: string }], number>(
      `SELECT count(*) FROM (SELECT 1 FROM files INDEXED BY files_in_folder WHERE trashed_at IS NULL AND folder_id IN (
       SELECT id FROM folders WHERE path = :path OR (path > :path || '/' AND path < :path || '0')) LIMIT ${mostFiles + 1})`,
    )
    .pluck()
  const journalSize = reader.prepare<[number], number>('SELECT octet_length(forward) FROM journal WHERE id = ?').pluck()

  /** Makes a change here or, a large one, in a thread. */
  function made<Input extends unknown[]>(
    name: Name,
    make: (...input: Input) => Promise<Changed>,
    isLarge: (first: Input[0]) => boolean,
  ) {
    return (...input: Input): Promise<Changed> =>
      isLarge(input[0]) ? transactions.lend(() => changeInThread({ path, name, input, at: now() })) : make(...input)
  }

  const isLargeFolder = (folder: string) => (countBelow.get({ path: folder }) ?? 0) > mostFiles
  const { moveFiles, copyFiles, renameFolder, moveFolder, copyFolder, removeFolder, replay } = changesOf(changing)
  const areMany = (ids: readonly string[]) => ids.length > mostFiles

  return {
    fileChanges: {
      ...filing.fileChanges,
      move: made('moveFiles', moveFiles, areMany),
      copy: made('copyFiles', copyFiles, areMany),
    } satisfies FileChanges,
    folderChanges: {
      ...filing.folderChanges,
      rename: made('renameFolder', renameFolder, isLargeFolder),
      move: made('moveFolder', moveFolder, isLargeFolder),
      copy: made('copyFolder', copyFolder, isLargeFolder),
      remove: made('removeFolder', removeFolder, isLargeFolder),
    } satisfies FolderChanges,
    changes: {
      ...changes,
      replay: made('replay', replay, (id) => (journalSize.get(id) ?? 0) > mostJournal),
    } satisfies Changes,
  }
}
