import { z } from 'zod'
import { lastName } from '#shared/folder-paths.ts'
import { answer, answerEmpty, asMistakeOf, invalid, withReason } from './imagekit-errors.ts'
import { asName, asPlace, Path, readInput } from './imagekit-input.ts'
import { destinationOf, fileAt, type Handle } from './imagekit-parts.ts'

export const CopyInput = z.object({
  sourceFilePath: Path,
  destinationPath: Path,
  includeFileVersions: z.boolean().default(false),
})
export const MoveInput = z.object({ sourceFilePath: Path, destinationPath: Path })
export const RenameInput = z.object({
  filePath: Path,
  newFileName: z.string().min(1),
  purgeCache: z.boolean().default(false),
})

/** Where a name is taken, what comes becomes versions of the file that has it, as ImageKit has it. */
const clash = 'addVersion' as const

export const copy: Handle = async (call, parts) => {
  const { sourceFilePath, destinationPath, includeFileVersions } = await readInput(call, CopyInput)
  const { id } = await fileAt(call, parts, sourceFilePath, 'SOURCE_FILE_MISSING')
  const folder = await destinationOf(call, parts, destinationPath, 'destinationPath')
  await parts
    .ask(call, 'files.copy', { files: [id], folder, clash, withVersions: includeFileVersions })
    .catch((error) => {
      throw asMistakeOf('destinationPath', error)
    })
  return answerEmpty(204)
}

export const move: Handle = async (call, parts) => {
  const { sourceFilePath, destinationPath } = await readInput(call, MoveInput)
  const { id } = await fileAt(call, parts, sourceFilePath, 'SOURCE_FILE_MISSING')
  const folder = await destinationOf(call, parts, destinationPath, 'destinationPath')
  await parts.ask(call, 'files.move', { files: [id], folder, clash })
  return answerEmpty(204)
}

export const rename: Handle = async (call, parts) => {
  const { filePath, newFileName, purgeCache } = await readInput(call, RenameInput)
  const { id, hash } = await fileAt(call, parts, filePath, 'FILE_MISSING')
  const former = lastName(asPlace(filePath))
  const name = asName(newFileName, 'newFileName')
  if (name === former) throw invalid('newFileName', 'The new name is the one that the file has already.')
  await parts.ask(call, 'files.rename', { id, name }).catch((error) => {
    throw withReason(error, 'conflict', 'FILE_ALREADY_EXISTS')
  })
  if (!purgeCache) return answer({})
  return answer({ purgeRequestId: await parts.jobs.purge(parts.library.delivery.forget([hash])) })
}
