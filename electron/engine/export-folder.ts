import { randomUUID } from 'node:crypto'
import { access, chmod, constants, copyFile, link, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { isAbsolute, join, relative } from 'node:path'
import { Failure, type FailureCode } from '#shared/failure.ts'
import { type FriendlyName, numbered } from '#shared/friendly-names.ts'

/** What is written: bytes, or the file at a path as it is. */
type Content = Uint8Array | { path: string }

/** A folder that files are put into, each whole or not at all, none in the place of another. */
export interface ExportFolder {
  /** Writes a file; answers its bytes. Fails with `diskFull` or `unreadable`. */
  put(name: FriendlyName, content: Content): Promise<number>
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException | null)?.code ?? ''

const full = ['diskFull', 'The disk is full: free some space, or choose a folder on another disk.'] as const
const closed = ['unreadable', 'The folder may not be written to: choose another.'] as const
const gone = ['unreadable', 'There is no such folder: choose another.'] as const

const explanations: Record<string, readonly [FailureCode, string]> = {
  ...{ ENOSPC: full, EDQUOT: full, EACCES: closed, EPERM: closed, EROFS: closed, ENOENT: gone, ENOTDIR: gone },
  EFBIG: ['unreadable', 'The file system of the folder takes no file of this size.'],
  EIO: ['unreadable', 'The disk reports an error: check it, and try again.'],
}

function explained(error: unknown): unknown {
  const known = explanations[codeOf(error)]
  return known ? new Failure(known[0], known[1], { cause: error }) : error
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return !isAbsolute(way) && !/^\.\.(?:[\\/]|$)/.test(way)
}

const refusal = (message: string) => new Failure('invalid', message, { field: 'folder' })

/** The name that a file has until it is whole. */
const asideIn = (folder: string) => join(folder, `.magpie-${randomUUID()}.part`)

/** Whether a folder takes files is known for certain only by writing one. */
async function tryWriting(folder: string): Promise<void> {
  const path = asideIn(folder)
  const handle = await open(path, 'wx')
  await handle.close()
  await rm(path)
}

/** The folder’s real path. Fails with `invalid`, naming `folder`, where nothing may be written. */
async function checked(folder: string, library: string): Promise<string> {
  if (!isAbsolute(folder)) throw refusal('The folder has to be told by its whole path.')
  try {
    const path = await realpath(folder)
    if (!(await stat(path)).isDirectory()) throw refusal('This is a file: choose a folder.')
    if (isWithin(path, await realpath(library))) throw refusal('This is the library’s own folder: choose another.')
    await tryWriting(path)
    return path
  } catch (error) {
    const known = explained(error)
    throw known instanceof Failure ? new Failure(known.code, known.message, { field: 'folder', cause: error }) : known
  }
}

/** File systems without links (FAT, many network disks) keep the name by an empty file, which is then replaced. */
const withoutLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EMLINK', 'EISDIR', 'UNKNOWN'])

async function reserveAndRename(aside: string, path: string): Promise<void> {
  const handle = await open(path, 'wx')
  await handle.close()
  await rename(aside, path).catch(async (error) => {
    await rm(path, { force: true })
    throw error
  })
}

/** Gives a finished file its name; whether that was free. */
async function claim(aside: string, path: string): Promise<boolean> {
  try {
    await link(aside, path).catch((error) => {
      if (!withoutLinks.has(codeOf(error))) throw error
      return reserveAndRename(aside, path)
    })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** Copies by clone where the file system can; the library keeps its files to itself, and these are for others. */
async function copy(from: string, to: string): Promise<void> {
  await access(from).catch((cause) => {
    throw new Failure('unreadable', 'The picture’s file is missing from the library.', { cause })
  })
  await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
  await chmod(to, 0o644)
}

const write = (path: string, content: Content) =>
  content instanceof Uint8Array ? writeFile(path, content, { flag: 'wx' }) : copy(content.path, path)

/**
 * Opens a folder of this computer to export into; `library` is where that may not be. Fails with a `Failure` that
 * names `folder`.
 */
export async function openExportFolder(folder: string, library: string): Promise<ExportFolder> {
  const path = await checked(folder, library)
  /** The number to try next for names that were taken: thousands of pictures may be called the same. */
  const numbers = new Map<string, number>()

  async function place(aside: string, name: FriendlyName): Promise<void> {
    const key = numbered(name, 1).toLowerCase()
    for (;;) {
      const number = numbers.get(key) ?? 1
      if (await claim(aside, join(path, numbered(name, number)))) return
      numbers.set(key, Math.max(number + 1, numbers.get(key) ?? 1))
    }
  }

  return {
    async put(name, content) {
      const aside = asideIn(path)
      try {
        await write(aside, content)
        const { size } = await stat(aside)
        await place(aside, name)
        return size
      } catch (error) {
        throw explained(error)
      } finally {
        await rm(aside, { force: true })
      }
    },
  }
}
