import { z } from 'zod'
import { CustomField, FieldSchema } from './custom-fields.ts'
import { FileSearch, FoundItems } from './file-search.ts'
import { FileAttributes, FileDetail, FileId, FileVersion, Folder, FolderPath, NameClash, PlaceName } from './files.ts'
import { Changed, mutation, Nothing, query } from './procedure.ts'
import { ContentHash, Count, Revision, Tag } from './schema.ts'

const Files = z.strictObject({ files: z.array(FileId).min(1).max(100_000) })
const File = z.strictObject({ id: FileId })
const FileAt = z.strictObject({ path: z.string().max(8192).regex(/^\//, 'must begin with /') })
const FolderAt = z.strictObject({ path: FolderPath })
const Into = { folder: FolderPath, clash: NameClash.default('refuse') }
const Version = File.extend({ version: FileId })
const FieldName = z.string().regex(/^[\p{L}\p{N}_.-]{1,100}$/u, 'must have 1 to 100 letters, digits, _, . and -')
const FieldLabel = z.string().trim().min(1).max(200)
const FieldDescription = z.string().trim().max(500)

/** Calls on single files. */
export const fileCalls = {
  trash: mutation('Moves single files to the trash.', Files, Changed),
  restore: mutation('Takes single files out of the trash.', Files, Changed),
  get: query('Everything known of one file, trashed or not.', File, FileDetail),
  at: query('The file at a path of the library, such as `/a/b.jpg`.', FileAt, FileDetail),
  search: query(
    'Finds files, former versions and folders, a stretch of them in the order that is wanted; `invalid` for a searchQuery that is none or takes too long.',
    FileSearch,
    FoundItems,
  ),
  rename: mutation(
    'Renames a file; `conflict` when its folder has a file of that name.',
    File.extend({ name: PlaceName }),
    Changed,
  ),
  move: mutation(
    'Moves files into a folder, made where it is not there. Where a name is taken: a `conflict`, or they become versions of the file that has it.',
    Files.extend(Into),
    Changed,
  ),
  copy: mutation(
    'Copies files into a folder with tags and attributes, and with their former versions if told; names as in `files.move`.',
    Files.extend({ ...Into, withVersions: z.boolean().default(false) }),
    Changed,
  ),
  update: mutation(
    'Changes attributes of files: null takes one off, what is left out stays. Custom metadata is checked by its fields.',
    Files.extend(FileAttributes.shape),
    Changed,
  ),
  tag: mutation(
    'Adds tags to single files and takes others off.',
    Files.extend({ add: z.array(Tag).max(500).default([]), remove: z.array(z.string()).max(1000).default([]) }),
    Changed,
  ),
  versions: query('The versions of a file: the present one first, then the newest.', File, z.array(FileVersion)),
  replace: mutation(
    'Gives a file another image of the library as its present version.',
    File.extend({ hash: ContentHash }),
    Changed,
  ),
  restoreVersion: mutation(
    'Makes a former version of a file the present one; both keep their numbers.',
    Version,
    Changed,
  ),
  removeVersion: mutation(
    'Takes a former version off a file; an image that nothing else shows goes to the trash.',
    Version,
    Changed,
  ),
} as const

/** Calls on folders, each with all that lies below. */
export const folderCalls = {
  get: query('A folder, with counts of what lies below it.', FolderAt, Folder),
  list: query(
    'The folders that lie in one, by name, each with counts of what lies below it.',
    z.strictObject({
      parent: FolderPath.default('/'),
      offset: Count.default(0),
      limit: z.int().min(0).max(10_000).default(1000),
    }),
    z.object({ items: z.array(Folder), total: Count, revision: Revision }),
  ),
  create: mutation('Makes a folder and those above it; one that is there stays as it is.', FolderAt, Changed),
  rename: mutation(
    'Renames a folder; `conflict` when there is one of that name beside it.',
    FolderAt.extend({ name: PlaceName }),
    Changed,
  ),
  move: mutation(
    'Moves a folder with all below it into another, into the folder of its name where there is one; names of files as in `files.move`.',
    FolderAt.extend(Into),
    Changed,
  ),
  copy: mutation(
    'Copies a folder with all below it into another; names of files as in `files.move`.',
    FolderAt.extend({ ...Into, withVersions: z.boolean().default(false) }),
    Changed,
  ),
  remove: mutation('Removes a folder: every file below it goes to the trash.', FolderAt, Changed),
} as const

/** Calls on the fields that files may have values of. */
export const customFieldCalls = {
  list: query('The fields that files may have values of, the oldest first.', Nothing, z.array(CustomField)),
  create: mutation(
    'Makes a field; its values are checked by the schema.',
    z.strictObject({
      name: FieldName,
      label: FieldLabel,
      description: FieldDescription.default(''),
      schema: FieldSchema,
    }),
    Changed.extend({ id: z.string() }),
  ),
  update: mutation(
    'Changes a field’s label, description or schema, of which the type stays; values that are there stay as they are.',
    File.extend({
      label: FieldLabel.optional(),
      description: FieldDescription.optional(),
      schema: FieldSchema.partial({ type: true }).optional(),
    }),
    Changed,
  ),
  remove: mutation('Removes a field with its values, of all files.', File, Changed),
} as const
