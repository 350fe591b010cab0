import { z } from 'zod'
import { FileDetail, Folder, FolderPath } from './files.ts'
import { Count, Revision } from './schema.ts'

/** What a search can find: files, their former versions, folders. */
const FoundType = z.enum(['file', 'fileVersion', 'folder'])
export type FoundType = z.infer<typeof FoundType>

/**
 * A search for files. `searchQuery` is written as in ImageKit’s API (contract: imagekit, 3.3) and may test the type
 * itself, which `type` says else; `all` are files and folders. `folder` is that folder only; of `tags`, one is enough.
 * What the order leaves open is in the order of storing.
 */
export const FileSearch = z.strictObject({
  searchQuery: z.string().max(10_000).default(''),
  folder: FolderPath.optional(),
  name: z.string().max(255).optional(),
  tags: z.array(z.string()).min(1).max(500).optional(),
  fileType: z.enum(['all', 'image', 'nonImage']).default('all'),
  type: z.enum([...FoundType.options, 'all']).default('file'),
  sort: z.enum(['name', 'createdAt', 'updatedAt', 'height', 'width', 'size', 'relevance']).default('createdAt'),
  descending: z.boolean().default(false),
  offset: Count.default(0),
  limit: z.int().min(1).max(1000).default(100),
})
export type FileSearch = z.infer<typeof FileSearch>

/** A file; or a former version, whose content, version and `createdAt` are its own, all else being the file’s. */
const FoundFile = FileDetail.extend({ type: FoundType.extract(['file', 'fileVersion']) })
export type FoundFile = z.infer<typeof FoundFile>

const FoundFolder = Folder.omit({ files: true, folders: true }).extend({ type: FoundType.extract(['folder']) })
export type FoundFolder = z.infer<typeof FoundFolder>

export type FoundItem = FoundFile | FoundFolder

/** What was found, as of a revision. */
export const FoundItems = z.object({
  items: z.array(z.discriminatedUnion('type', [FoundFile, FoundFolder])),
  revision: Revision,
  milliseconds: z.number(),
})
export type FoundItems = z.infer<typeof FoundItems>
