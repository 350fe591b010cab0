import { z } from 'zod'
import { Failure } from '#shared/failure.ts'
import { FolderPath } from '#shared/files.ts'
import { lastName, parentFolder, pathIn } from '#shared/folder-paths.ts'
import type { Call } from '../door.ts'
import { checkField } from './imagekit-check.ts'
import { answer, answerEmpty, invalid, refusal, withReason } from './imagekit-errors.ts'
import { asName, asPlace, Path, readInput } from './imagekit-input.ts'
import { destinationOf, endpointOf, findFolder, type Handle, type Parts } from './imagekit-parts.ts'
import { startPurge } from './imagekit-purge.ts'

export const CreateInput = z.object({ folderName: z.string().min(1), parentFolderPath: Path })
export const MoveInput = z.object({ sourceFolderPath: Path, destinationPath: Path })
export const CopyInput = MoveInput.extend({
  includeVersions: z.boolean().optional(),
  includeFileVersions: z.boolean().optional(),
})
export const RenameInput = z.object({
  folderPath: Path,
  newFolderName: z.string().min(1),
  purgeCache: z.boolean().default(false),
})

export const RemoveInput = z.object({ folderPath: Path })

const clash = 'addVersion' as const

const asInvalidPath = (error: unknown) => {
  throw withReason(error, 'invalid', 'INVALID_FOLDER_PATH')
}

/** The path of a folder that is there. Fails with `notFound` and the reason told. */
async function expectFolder(call: Call, parts: Parts, path: string, reason: string): Promise<string> {
  const folder = await findFolder(call, parts, path)
  if (folder) return folder.path
  throw refusal('notFound', `There is no folder ${asPlace(path)}.`, { reason })
}

/** A folder with files, which is neither all of the library nor put into itself. */
async function expectSource(call: Call, parts: Parts, source: string, destination: string): Promise<string> {
  const path = await expectFolder(call, parts, source, 'NO_FILES_FOLDER')
  const isWithin = `${destination}/`.startsWith(`${path}/`)
  if (path === '/') throw refusal('invalid', 'The whole library cannot be moved or copied.', invalidPath)
  if (!isWithin) return path
  throw refusal('invalid', `The folder ${path} cannot be put into itself.`, invalidPath)
}

const invalidPath = { reason: 'INVALID_FOLDER_PATH' }

export const create: Handle = async (call, parts) => {
  const { folderName, parentFolderPath } = await readInput(call, CreateInput)
  try {
    const name = asName(folderName, 'folderName')
    const parent = await destinationOf(call, parts, parentFolderPath, 'parentFolderPath')
    const path = checkField('parentFolderPath', pathIn(parent, name), FolderPath)
    await parts.ask(call, 'folders.create', { path })
  } catch (error) {
    asInvalidPath(error)
  }
  return answerEmpty(201)
}

export const remove: Handle = async (call, parts) => {
  const { folderPath } = await readInput(call, RemoveInput)
  const path = await expectFolder(call, parts, folderPath, 'FOLDER_NOT_FOUND')
  if (path === '/') throw refusal('invalid', 'The whole library cannot be deleted by one call.', invalidPath)
  await parts.ask(call, 'folders.remove', { path })
  return answerEmpty(204)
}

export const copy: Handle = async (call, parts) => {
  const wish = await readInput(call, CopyInput)
  const folder = await destinationOf(call, parts, wish.destinationPath, 'destinationPath')
  const path = await expectSource(call, parts, wish.sourceFolderPath, folder)
  if (pathIn(folder, lastName(path)) === path)
    throw refusal('invalid', `The folder ${path} lies there already: choose another place.`, invalidPath)
  const withVersions = wish.includeVersions ?? wish.includeFileVersions ?? false
  const work = parts.ask(call, 'folders.copy', { path, folder, clash, withVersions })
  return answer({ jobId: await parts.jobs.start('COPY_FOLDER', work) })
}

export const move: Handle = async (call, parts) => {
  const wish = await readInput(call, MoveInput)
  const folder = await destinationOf(call, parts, wish.destinationPath, 'destinationPath')
  const path = await expectSource(call, parts, wish.sourceFolderPath, folder)
  const work = parts.ask(call, 'folders.move', { path, folder, clash })
  return answer({ jobId: await parts.jobs.start('MOVE_FOLDER', work) })
}

export const rename: Handle = async (call, parts) => {
  const { folderPath, newFolderName, purgeCache } = await readInput(call, RenameInput)
  const path = await expectFolder(call, parts, folderPath, 'NO_FILES_FOLDER')
  const name = asName(newFolderName, 'newFolderName')
  if (path === '/') throw refusal('invalid', 'The whole library has no name.', invalidPath)
  if (name === lastName(path)) throw invalid('newFolderName', 'The new name is the one that the folder has already.')
  await parts.ask(call, 'folders.rename', { path, name })
  const renamed = `${endpointOf(call)}${encodeURI(pathIn(parentFolder(path), name))}/*`
  const purged = purgeCache ? { purgeRequestId: await startPurge(call, parts, renamed) } : {}
  return answer({ jobId: await parts.jobs.start('RENAME_FOLDER', Promise.resolve(), purged) })
}

export const job: Handle = async (call, { jobs }) => {
  const found = jobs.get(call.req.param('jobId') ?? '')
  if (!found) throw new Failure('notFound', 'There is no such job among the latest.')
  return answer(found)
}
