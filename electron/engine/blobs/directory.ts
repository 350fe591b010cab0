import { open } from 'node:fs/promises'
import { Failure, type FailureCode } from '#shared/failure.ts'

/** Makes renames and unlinks in a folder durable; a no-op where the platform has no such thing. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } catch (error) {
    if (!['ENOTSUP', 'EINVAL'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    await handle.close()
  }
}

const diskFull = ['diskFull', 'The disk is full: free some space and try again. Nothing was lost.'] as const
const tooManyFiles = ['busy', 'Too many files are open: try again in a moment.'] as const
const notAllowed = ['unreadable', 'The file may not be read: check its permissions.'] as const
const throughFile = ['unreadable', 'A part of the path is a file where a folder is needed: check the path.'] as const

const explanations: Record<string, readonly [FailureCode, string]> = {
  ENOSPC: diskFull,
  EDQUOT: diskFull,
  EFBIG: ['diskFull', 'The file system takes no file of this size. Nothing was lost.'],
  EMFILE: tooManyFiles,
  ENFILE: tooManyFiles,
  EACCES: notAllowed,
  EPERM: notAllowed,
  ENOENT: ['unreadable', 'The file is not there any more.'],
  EISDIR: ['unreadable', 'This is a folder, not a file.'],
  ENOTDIR: throughFile,
  EEXIST: throughFile,
  EIO: ['unreadable', 'The disk reports an error: check it, and try again.'],
  EROFS: ['unreadable', 'The disk is read-only: choose another folder with --library.'],
}

/** What the file system says, as a failure with a way out where there is one. */
export function explainFileError(error: unknown): unknown {
  const known = explanations[(error as NodeJS.ErrnoException | null)?.code ?? '']
  return known ? new Failure(...known, { cause: error }) : error
}
