import { z } from 'zod'
import { CustomValue } from '#shared/custom-fields.ts'
import type { FileAttributes } from '#shared/files.ts'
import { Tag } from '#shared/schema.ts'
import type { Call } from '../door.ts'
import { check } from './imagekit-check.ts'
import { type DeletedDocument, fileDocument, type UpdatedDocument } from './imagekit-documents.ts'
import { answer, answerEmpty, invalid, refusal } from './imagekit-errors.ts'
import { statusOfExtensions } from './imagekit-extensions.ts'
import { listOf, readInput, TextList } from './imagekit-input.ts'
import { endpointOf, findFile, type Handle, type Parts, readFile } from './imagekit-parts.ts'

const mostDeleted = 100
const mostTagged = 50
const longestTags = 500

/** Tags as ImageKit takes them. */
export const Tags = z
  .array(Tag.regex(/^[^%]*$/, 'a tag may not hold a %'))
  .refine((tags) => tags.join('').length <= longestTags, `all tags may have ${longestTags} characters together`)

const Publication = z.object({ isPublished: z.boolean(), includeFileVersions: z.boolean().optional() })

export const UpdateInput = z.object({
  tags: Tags.nullish(),
  customCoordinates: z.string().nullish(),
  customMetadata: z.record(z.string(), CustomValue.nullable()).nullish(),
  description: z.string().nullish(),
  removeAITags: z.union([z.array(z.string()), z.literal('all')]).nullish(),
  extensions: z.unknown().optional(),
  webhookUrl: z.string().optional(),
  publish: Publication.optional(),
})

export const DeleteInput = z.object({ fileIds: TextList })
export const TagsInput = z.object({ fileIds: TextList, tags: listOf(Tags.min(1)) })
export const AITagsInput = z.object({ fileIds: TextList, AITags: TextList })

export const details: Handle = async (call, parts) =>
  answer(fileDocument(await readFile(call, parts), endpointOf(call)))

/** What is to be changed of the file; null takes off, what is left out stays. */
function attributesOf({ tags, customCoordinates, customMetadata, description, publish }: z.infer<typeof UpdateInput>) {
  const given: FileAttributes = {
    ...(tags !== undefined && { tags }),
    ...(customCoordinates !== undefined && { customCoordinates }),
    ...(customMetadata && { customMetadata }),
    ...(description !== undefined && { description }),
    ...(publish && { isPublished: publish.isPublished }),
  }
  return Object.keys(given).length > 0 ? given : undefined
}

export const update: Handle = async (call, parts) => {
  const file = await readFile(call, parts)
  const wish = await readInput(call, UpdateInput)
  const status = statusOfExtensions(wish.extensions)
  const attributes = attributesOf(wish)
  if (attributes) await parts.ask(call, 'files.update', { files: [file.id], ...attributes })
  return answer({ ...fileDocument(await readFile(call, parts), endpointOf(call)), ...status })
}

export const remove: Handle = async (call, parts) => {
  const { id } = await readFile(call, parts)
  await parts.ask(call, 'files.trash', { files: [id] })
  return answerEmpty(204)
}

/** The ids of many files, all of which are there; else a `notFound` that tells which are not, and nothing is done. */
async function expectFiles(call: Call, parts: Parts, ids: string[], most: number): Promise<string[]> {
  if (ids.length > most) throw invalid('fileIds', `At most ${most} files can be given at once, not ${ids.length}.`)
  const wanted = [...new Set(check({ fileIds: ids }, FileIds).fileIds)]
  const found = await Promise.all(wanted.map((id) => findFile(call, parts, id)))
  const missingFileIds = wanted.filter((_, at) => !found[at])
  if (missingFileIds.length === 0) return wanted
  throw refusal('notFound', 'The requested file(s) does not exist; nothing was changed.', { missingFileIds })
}

const FileIds = z.object({
  fileIds: z.array(
    z
      .string()
      .toLowerCase()
      .regex(/^[0-9a-f]{24}$/, 'must be 24 hex digits'),
  ),
})

export const removeMany: Handle = async (call, parts) => {
  const { fileIds } = await readInput(call, DeleteInput)
  const files = await expectFiles(call, parts, fileIds, mostDeleted)
  await parts.ask(call, 'files.trash', { files })
  return answer({ successfullyDeletedFileIds: files } satisfies z.infer<typeof DeletedDocument>)
}

/** Changes the tags of many files by what the body says. */
function tagging(change: (tags: string[]) => { add?: string[]; remove?: string[] }): Handle {
  return async (call, parts) => {
    const { fileIds, tags } = await readInput(call, TagsInput)
    const files = await expectFiles(call, parts, fileIds, mostTagged)
    await parts.ask(call, 'files.tag', { files, ...change(tags) })
    return answer({ successfullyUpdatedFileIds: files } satisfies z.infer<typeof UpdatedDocument>)
  }
}

export const addTags = tagging((add) => ({ add }))
export const removeTags = tagging((remove) => ({ remove }))

/** No file has tags by a machine, so there are none to take off. */
export const removeAITags: Handle = async (call, parts) => {
  const { fileIds } = await readInput(call, AITagsInput)
  const files = await expectFiles(call, parts, fileIds, mostTagged)
  return answer({ successfullyUpdatedFileIds: files } satisfies z.infer<typeof UpdatedDocument>)
}
