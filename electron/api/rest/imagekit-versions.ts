import { Failure } from '#shared/failure.ts'
import type { FileDetail, FileVersion } from '#shared/files.ts'
import type { Call } from '../door.ts'
import { fileDocument, versionDocument } from './imagekit-documents.ts'
import { answer, answerEmpty, invalid } from './imagekit-errors.ts'
import { readId } from './imagekit-input.ts'
import { endpointOf, type Handle, type Parts, readFile } from './imagekit-parts.ts'

export const versions: Handle = async (call, parts) => {
  const file = await readFile(call, parts)
  const all = await parts.ask(call, 'files.versions', { id: file.id })
  return answer(all.map((version) => versionDocument(file, version, endpointOf(call))))
}

/** The version that the path names, with its file. Fails with `notFound`. */
async function readVersion(call: Call, parts: Parts): Promise<{ file: FileDetail; version: FileVersion }> {
  const file = await readFile(call, parts)
  const id = readId(call, 'versionId')
  const version = (await parts.ask(call, 'files.versions', { id: file.id })).find((one) => one.id === id)
  if (version) return { file, version }
  throw new Failure('notFound', 'The requested file version does not exist.')
}

/** A former version that the path names. Fails with `invalid` for the present one. */
async function readFormer(call: Call, parts: Parts): Promise<{ id: string; version: string }> {
  const { file, version } = await readVersion(call, parts)
  if (!version.isPresent) return { id: file.id, version: version.id }
  throw invalid('versionId', 'This is the current version of the file: it is neither restored nor deleted.')
}

export const version: Handle = async (call, parts) => {
  const found = await readVersion(call, parts)
  return answer(versionDocument(found.file, found.version, endpointOf(call)))
}

export const restoreVersion: Handle = async (call, parts) => {
  await parts.ask(call, 'files.restoreVersion', await readFormer(call, parts))
  return answer(fileDocument(await readFile(call, parts), endpointOf(call)))
}

export const removeVersion: Handle = async (call, parts) => {
  await parts.ask(call, 'files.removeVersion', await readFormer(call, parts))
  return answerEmpty(204)
}
