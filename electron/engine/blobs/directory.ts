import { open } from 'node:fs/promises'
import { Failure } from '#shared/failure.ts'

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

/** What the file system says, as a failure with a way out where there is one. */
export function explainFileError(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code
  const fail = (kind: 'diskFull' | 'unreadable' | 'busy', message: string) =>
    new Failure(kind, message, { cause: error })
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return fail('diskFull', 'The disk is full: free some space and try again. Nothing was lost.')
  if (code === 'EMFILE' || code === 'ENFILE') return fail('busy', 'Too many files are open: try again in a moment.')
  if (code === 'EACCES' || code === 'EPERM')
    return fail('unreadable', 'The file may not be read: check its permissions.')
  if (code === 'ENOENT') return fail('unreadable', 'The file is not there any more.')
  return error
}
