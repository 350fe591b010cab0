import { z } from 'zod'
import { FieldSchema } from '#shared/custom-fields.ts'
import type { FileDetail, FileVersion, Folder } from '#shared/files.ts'
import { pathIn } from '#shared/folder-paths.ts'
import { EmbeddedMetadata } from '#shared/metadata.ts'
import { thumbnailPath } from '#shared/urls.ts'

const Id = z.string().regex(/^[0-9a-f]{24}$/)
const VersionInfo = z.strictObject({ id: Id, name: z.string() })
const Metadata = z.record(z.string(), z.unknown())

/** A file in ImageKit’s shape; pixels’ facts are there for pictures alone. */
export const FileDocument = z.strictObject({
  type: z.enum(['file', 'file-version']),
  name: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  fileId: Id,
  tags: z.array(z.string()).nullable(),
  AITags: z.null(),
  versionInfo: VersionInfo,
  embeddedMetadata: EmbeddedMetadata.nullable(),
  customCoordinates: z.string().nullable(),
  customMetadata: Metadata,
  description: z.string().optional(),
  isPrivateFile: z.boolean(),
  isPublished: z.boolean(),
  url: z.string(),
  thumbnail: z.string(),
  fileType: z.enum(['image', 'non-image']),
  filePath: z.string(),
  height: z.int().optional(),
  width: z.int().optional(),
  size: z.int(),
  hasAlpha: z.boolean().optional(),
  mime: z.string(),
})

/** What an upload is answered with; what was asked for by `responseFields` stands beside it. */
export const UploadDocument = z.looseObject({
  fileId: Id,
  name: z.string(),
  size: z.int(),
  versionInfo: VersionInfo,
  filePath: z.string(),
  url: z.string(),
  fileType: z.enum(['image', 'non-image']),
  height: z.int().optional(),
  width: z.int().optional(),
  orientation: z.literal(1).optional(),
  thumbnailUrl: z.string(),
  AITags: z.null(),
  description: z.string().optional(),
})

/** A folder in ImageKit’s shape. */
export const FolderDocument = z.strictObject({
  type: z.literal('folder'),
  name: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  folderId: Id,
  folderPath: z.string(),
  customMetadata: Metadata,
})

/** What an error says. */
export const ErrorDocument = z.strictObject({
  message: z.string(),
  help: z.string(),
  type: z.string(),
  reason: z.string().optional(),
  missingFileIds: z.array(z.string()).optional(),
})

export const DeletedDocument = z.strictObject({ successfullyDeletedFileIds: z.array(Id) })
export const UpdatedDocument = z.strictObject({ successfullyUpdatedFileIds: z.array(Id) })
export const RenamedDocument = z.strictObject({ purgeRequestId: z.string().optional() })
export const JobStartedDocument = z.strictObject({ jobId: z.string() })
export const JobDocument = z.strictObject({
  jobId: z.string(),
  type: z.enum(['COPY_FOLDER', 'MOVE_FOLDER', 'RENAME_FOLDER']),
  status: z.enum(['Pending', 'Completed']),
  purgeRequestId: z.string().optional(),
})
export const PurgeDocument = z.strictObject({ requestId: z.string() })
export const PurgeStatusDocument = z.strictObject({ status: z.enum(['Pending', 'Completed']) })
export const FieldDocument = z.strictObject({
  id: Id,
  name: z.string(),
  label: z.string(),
  description: z.string().optional(),
  schema: FieldSchema,
})
const Block = z.record(z.string(), z.unknown())
export const MetadataDocument = z.strictObject({
  height: z.int(),
  width: z.int(),
  size: z.int(),
  format: z.string(),
  hasColorProfile: z.boolean(),
  quality: z.int().optional(),
  density: z.number().optional(),
  hasTransparency: z.boolean(),
  pHash: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional(),
  exif: z.strictObject({
    image: Block,
    thumbnail: Block,
    exif: Block,
    gps: Block,
    interoperability: Block,
    makernote: Block,
  }),
})
export const NamedTransformationDocument = z.strictObject({
  id: z.string(),
  name: z.string(),
  transformation: z.string(),
  enabled: z.boolean(),
  createdAt: z.iso.datetime(),
})
export const UrlEndpointDocument = z.strictObject({
  id: z.string(),
  description: z.string(),
  origins: z.array(z.string()),
  urlPrefix: z.string(),
})
export const UsageDocument = z.strictObject({
  bandwidthBytes: z.int(),
  extensionUnitsCount: z.int(),
  mediaLibraryStorageBytes: z.int(),
  originalCacheStorageBytes: z.int(),
  videoProcessingUnitsCount: z.int(),
})

type Shown = Pick<FileDetail, 'hash' | 'contentType' | 'byteSize' | 'width' | 'height' | 'hasAlpha'>

const segment = (name: string) =>
  encodeURIComponent(name.toWellFormed())
    // What would begin a transformation or a source URL is escaped once more, to be read as a name.
    .replace(/^(?:tr|https?)(?=%3A)/i, (start) => `%${start.charCodeAt(0).toString(16)}${start.slice(1)}`)

/** The address of a file below an endpoint such as `http://localhost:8010/media`. */
const addressOf = (endpoint: string, path: string, steps = '') =>
  `${endpoint}${steps}${path.split('/').map(segment).join('/')}`

const originalPath = (hash: string) => `/v1/images/${hash}`

/** The named transformation that ImageKit’s thumbnails are made by. */
const thumbnailSteps = '/tr:n-ik_ml_thumbnail'

/** Whether bytes are a picture that some decoder knows. */
const isImage = ({ contentType }: Shown) => contentType.startsWith('image/')

/** Where a file is shown; former versions have no path, so programs are shown them by their content. */
function addressesOf({ folder, name, updatedAt, hash }: FileDetail, endpoint: string, isFormer: boolean) {
  const root = endpoint.slice(0, endpoint.lastIndexOf('/'))
  if (isFormer) return { url: `${root}${originalPath(hash)}`, thumbnail: `${root}${thumbnailPath(hash)}` }
  const path = pathIn(folder, name)
  const query = `?updatedAt=${Date.parse(updatedAt)}`
  return { url: addressOf(endpoint, path) + query, thumbnail: addressOf(endpoint, path, thumbnailSteps) + query }
}

function contentOf(shown: Shown) {
  const { byteSize, contentType, width, height, hasAlpha } = shown
  return {
    fileType: isImage(shown) ? ('image' as const) : ('non-image' as const),
    size: byteSize,
    mime: contentType,
    ...(width !== null && height !== null && { height, width }),
    ...(hasAlpha !== null && { hasAlpha }),
  }
}

/** The library’s file, or a former version of it, under ImageKit’s names; `endpoint` is where its URLs begin. */
export function fileDocument(file: FileDetail, endpoint: string, isFormer = false): z.infer<typeof FileDocument> {
  const { id, name, folder, tags, description, createdAt, updatedAt, version } = file
  const { customCoordinates, customMetadata, embeddedMetadata, isPrivate, isPublished } = file
  return {
    type: isFormer ? 'file-version' : 'file',
    ...{ name, createdAt, updatedAt, fileId: id, filePath: pathIn(folder, name) },
    tags: tags.length > 0 ? tags : null,
    AITags: null,
    versionInfo: { id: version.id, name: `Version ${version.number}` },
    ...{ embeddedMetadata, customCoordinates, customMetadata, isPrivateFile: isPrivate, isPublished },
    ...(description !== null && { description }),
    ...addressesOf(file, endpoint, isFormer),
    ...contentOf(file),
  }
}

/** A file as the answer to its upload. */
export function uploadDocument(file: FileDetail, endpoint: string): z.infer<typeof UploadDocument> {
  const { fileId, name, size, versionInfo, filePath, fileType, ...rest } = fileDocument(file, endpoint)
  const { height, width, description } = rest
  return {
    ...{ fileId, name, size, versionInfo, filePath, fileType, AITags: null },
    url: addressOf(endpoint, filePath),
    thumbnailUrl: addressOf(endpoint, filePath, thumbnailSteps),
    // Sizes are upright.
    ...(height !== undefined && width !== undefined && { height, width, orientation: 1 as const }),
    ...(description !== undefined && { description }),
  }
}

/** A version of a file: what the file is, with the bytes of that version. */
export function versionDocument(file: FileDetail, shown: FileVersion, endpoint: string) {
  const { id, number, isPresent, ...content } = shown
  return fileDocument({ ...file, ...content, version: { id, number } }, endpoint, !isPresent)
}

type Named = Omit<Folder, 'files' | 'folders'>

/** The library’s folder under ImageKit’s names. */
export function folderDocument({ id, name, path, createdAt, updatedAt }: Named): z.infer<typeof FolderDocument> {
  return { type: 'folder', name, createdAt, updatedAt, folderId: id, folderPath: path, customMetadata: {} }
}
