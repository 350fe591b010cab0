import { lstat, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Failure } from '#shared/failure.ts'
import { explainFileError } from './blobs/directory.ts'

/** A file to import, one to leave out (`skip` says why), or one that could not be looked at (`error`). */
export interface Found {
  path: string
  skip?: string
  error?: string
}

const isHidden = (path: string) => basename(path).startsWith('.')

function messageOf(error: unknown): string {
  const explained = explainFileError(error)
  return explained instanceof Failure
    ? explained.message
    : `It could not be read (${(error as NodeJS.ErrnoException).code}).`
}

async function* walkFolder(folder: string): AsyncGenerator<Found> {
  const entries = await readdir(folder, { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (isHidden(path)) yield { path, skip: entry.isDirectory() ? 'A hidden folder.' : 'A hidden file.' }
    else if (entry.isSymbolicLink()) yield { path, skip: 'A link to another place.' }
    else yield* walkOne(path)
  }
}

async function* walkOne(path: string): AsyncGenerator<Found> {
  try {
    const found = await lstat(path)
    if (found.isDirectory()) yield* walkFolder(path)
    else if (found.isFile()) yield { path }
    else yield { path, skip: 'Neither a file nor a folder.' }
  } catch (error) {
    yield { path, error: messageOf(error) }
  }
}

/** Every file below the given files and folders, in the order of their names. Links are followed only when given themselves. */
export async function* walk(paths: readonly string[]): AsyncGenerator<Found> {
  for (const path of paths) {
    const target = await stat(path).catch(() => undefined)
    if (target?.isFile()) yield { path }
    else if (target?.isDirectory()) yield* walkFolderSafely(path)
    else yield* walkOne(path)
  }
}

async function* walkFolderSafely(path: string): AsyncGenerator<Found> {
  try {
    yield* walkFolder(path)
  } catch (error) {
    yield { path, error: messageOf(error) }
  }
}
