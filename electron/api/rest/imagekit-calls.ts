import { z } from 'zod'
import * as account from './imagekit-account.ts'
import {
  DeletedDocument,
  FieldDocument,
  FileDocument,
  FolderDocument,
  JobDocument,
  JobStartedDocument,
  MetadataDocument,
  NamedTransformationDocument,
  PurgeDocument,
  PurgeStatusDocument,
  RenamedDocument,
  UpdatedDocument,
  UploadDocument,
  UrlEndpointDocument,
  UsageDocument,
} from './imagekit-documents.ts'
import * as fields from './imagekit-fields.ts'
import * as files from './imagekit-files.ts'
import * as folders from './imagekit-folders.ts'
import { ListInput, listFiles } from './imagekit-list.ts'
import * as metadata from './imagekit-metadata.ts'
import * as named from './imagekit-named.ts'
import type { Handle } from './imagekit-parts.ts'
import * as places from './imagekit-places.ts'
import * as purge from './imagekit-purge.ts'
import { uploadFile } from './imagekit-upload.ts'
import { UploadForm } from './imagekit-upload-form.ts'
import * as versions from './imagekit-versions.ts'

/** One of ImageKit’s calls, and what becomes of it here. */
export interface ImageKitCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  /** Its name in the OpenAPI document. */
  name: string
  handle: Handle
  /** `answered`, `answered with a difference: …` or `refused: …`, for the README. */
  outcome: string
  status: number
  /** What it takes beside its path: fields of the query, of a body in JSON, or of an upload’s form. */
  takes?: z.ZodObject
  /** The shape of the answer’s body; left out where it has none. */
  shape?: z.ZodType
  /** Whether the fields of the body let a browser in, without the private key. */
  isForBrowsers?: true
}

type Answer = Pick<ImageKitCall, 'outcome' | 'status' | 'shape' | 'handle'>

const ok = (handle: Handle, shape: z.ZodType, difference = ''): Answer => ({
  ...{ handle, shape, status: 200 },
  outcome: difference === '' ? 'answered' : `answered with a difference: ${difference}`,
})
const created = (...given: Parameters<typeof ok>): Answer => ({ ...ok(...given), status: 201 })
const empty = (handle: Handle, difference = '', status = 204): Answer => {
  const { shape: _, ...rest } = ok(handle, z.unknown(), difference)
  return { ...rest, status }
}
const refused = (why: string): Answer => ({ handle: account.refuse(why), outcome: `refused: ${why}`, status: 501 })

const call = (name: string, line: string, answer: Answer, takes?: z.ZodObject): ImageKitCall => {
  const [method, path] = line.split(' ') as [ImageKitCall['method'], string]
  return { name, method, path, ...answer, ...(takes && { takes }) }
}

const upload = ok(
  uploadFile,
  UploadDocument,
  'sizes are upright; extensions are reported as failed, and “webhookUrl” is not called; post-transformations are made when they are asked for, and refused for videos; of a file that is overwritten, what the request does not tell of privacy, publication and description stays',
)
const uploadAgain = ok(uploadFile, UploadDocument, 'as `/api/v1/files/upload`')
const exifAlone = '“embeddedMetadata” is what EXIF tells: IPTC and XMP are not read'
const onlyEndpoint = 'a library has one URL endpoint, its own'
const noOrigins = 'a library fetches from no origins'
const noExtensions = 'extensions run on ImageKit’s machines'

/** Every call that ImageKit’s SDKs make, in the order of precedence: routes, OpenAPI and the README are made of it. */
export const imagekitCalls: ImageKitCall[] = [
  { ...call('upload', 'POST /api/v1/files/upload', upload, UploadForm), isForBrowsers: true },
  { ...call('upload_v1', 'POST /v1/files/upload', uploadAgain, UploadForm), isForBrowsers: true },
  { ...call('upload_v2', 'POST /api/v2/files/upload', uploadAgain, UploadForm), isForBrowsers: true },
  call(
    'list_files',
    'GET /v1/files',
    ok(listFiles, z.array(z.union([FileDocument, FolderDocument])), exifAlone),
    ListInput,
  ),
  call('file_details', 'GET /v1/files/:fileId/details', ok(files.details, FileDocument, exifAlone)),
  call(
    'update_file',
    'PATCH /v1/files/:fileId/details',
    ok(
      files.update,
      FileDocument,
      'extensions are reported as failed, and “webhookUrl” is not called; there are no tags by machines to remove',
    ),
    files.UpdateInput,
  ),
  call(
    'file_metadata',
    'GET /v1/files/:fileId/metadata',
    ok(metadata.metadata, MetadataDocument, 'sizes are upright; “makernote” is empty'),
  ),
  call(
    'url_metadata',
    'GET /v1/metadata',
    ok(
      metadata.metadataOfUrl,
      MetadataDocument,
      'a picture that the library has is read from it, by its URL or the one that it came from; any other is fetched',
    ),
    metadata.UrlInput,
  ),
  call(
    'url_metadata_files',
    'GET /v1/files/metadata',
    ok(metadata.metadataOfUrl, MetadataDocument, 'as `/v1/metadata`'),
    metadata.UrlInput,
  ),
  call(
    'delete_file',
    'DELETE /v1/files/:fileId',
    empty(files.remove, 'it goes to the trash, from where it can be restored'),
  ),
  call(
    'delete_files',
    'POST /v1/files/batch/deleteByFileIds',
    ok(files.removeMany, DeletedDocument, 'all of them, or none: never 207'),
    files.DeleteInput,
  ),
  call(
    'add_tags',
    'POST /v1/files/addTags',
    ok(files.addTags, UpdatedDocument, 'all of them, or none: never 207'),
    files.TagsInput,
  ),
  call(
    'remove_tags',
    'POST /v1/files/removeTags',
    ok(files.removeTags, UpdatedDocument, 'all of them, or none: never 207'),
    files.TagsInput,
  ),
  call(
    'remove_ai_tags',
    'POST /v1/files/removeAITags',
    ok(files.removeAITags, UpdatedDocument, 'there are none to remove'),
    files.AITagsInput,
  ),
  call('copy_file', 'POST /v1/files/copy', empty(places.copy), places.CopyInput),
  call('move_file', 'POST /v1/files/move', empty(places.move), places.MoveInput),
  call('rename_file', 'PUT /v1/files/rename', ok(places.rename, RenamedDocument), places.RenameInput),
  call(
    'list_versions',
    'GET /v1/files/:fileId/versions',
    ok(versions.versions, z.array(FileDocument), 'former versions are shown at `/v1/images/…`, to programs alone'),
  ),
  call('version_details', 'GET /v1/files/:fileId/versions/:versionId', ok(versions.version, FileDocument, 'as listed')),
  call(
    'restore_version',
    'PUT /v1/files/:fileId/versions/:versionId/restore',
    ok(versions.restoreVersion, FileDocument),
  ),
  call('delete_version', 'DELETE /v1/files/:fileId/versions/:versionId', empty(versions.removeVersion)),
  call('create_folder', 'POST /v1/folder', empty(folders.create, '', 201), folders.CreateInput),
  call('delete_folder', 'DELETE /v1/folder', empty(folders.remove, 'its files go to the trash'), folders.RemoveInput),
  call('copy_folder', 'POST /v1/bulkJobs/copyFolder', ok(folders.copy, JobStartedDocument), folders.CopyInput),
  call('move_folder', 'POST /v1/bulkJobs/moveFolder', ok(folders.move, JobStartedDocument), folders.MoveInput),
  call('rename_folder', 'POST /v1/bulkJobs/renameFolder', ok(folders.rename, JobStartedDocument), folders.RenameInput),
  call('job', 'GET /v1/bulkJobs/:jobId', ok(folders.job, JobDocument, 'the latest 1,000 are known')),
  call(
    'purge',
    'POST /v1/files/purge',
    created(purge.purge, PurgeDocument, 'rendered pictures are kept by what they are made of, so that none was stale'),
    purge.PurgeInput,
  ),
  call(
    'purge_status',
    'GET /v1/files/purge/:requestId',
    ok(purge.purgeStatus, PurgeStatusDocument, 'the latest 1,000 are known'),
  ),
  call(
    'list_fields',
    'GET /v1/customMetadataFields',
    ok(fields.list, z.array(FieldDocument), 'deleted fields are gone; folders have none of their own'),
  ),
  call(
    'create_field',
    'POST /v1/customMetadataFields',
    created(fields.create, FieldDocument, 'a required value that a request leaves out becomes the default'),
    fields.CreateInput,
  ),
  call('update_field', 'PATCH /v1/customMetadataFields/:id', ok(fields.update, FieldDocument), fields.UpdateInput),
  call('delete_field', 'DELETE /v1/customMetadataFields/:id', empty(fields.remove)),
  call(
    'list_named',
    'GET /v1/named-transformations',
    ok(named.list, z.array(NamedTransformationDocument), 'ids are names, dates are not kept, all are enabled'),
  ),
  call(
    'create_named',
    'POST /v1/named-transformations',
    created(named.create, NamedTransformationDocument, 'as listed'),
    named.CreateInput,
  ),
  call('named', 'GET /v1/named-transformations/:id', ok(named.get, NamedTransformationDocument, 'as listed')),
  call(
    'update_named',
    'PATCH /v1/named-transformations/:id',
    ok(named.update, NamedTransformationDocument, 'as listed'),
    named.UpdateInput,
  ),
  call('delete_named', 'DELETE /v1/named-transformations/:id', empty(named.remove)),
  call(
    'usage',
    'GET /v1/accounts/usage',
    ok(account.usage, UsageDocument, 'bytes kept now; nothing else is metered'),
    account.SpanInput,
  ),
  call('usage_analytics', 'GET /v1/accounts/usage-analytics', refused('requests are not counted')),
  call(
    'list_url_endpoints',
    'GET /v1/accounts/url-endpoints',
    ok(account.urlEndpoints, z.array(UrlEndpointDocument), onlyEndpoint),
  ),
  call(
    'url_endpoint',
    'GET /v1/accounts/url-endpoints/:id',
    ok(account.urlEndpointById, UrlEndpointDocument, onlyEndpoint),
  ),
  call('create_url_endpoint', 'POST /v1/accounts/url-endpoints', refused(onlyEndpoint)),
  call('update_url_endpoint', 'PUT /v1/accounts/url-endpoints/:id', refused(onlyEndpoint)),
  call('delete_url_endpoint', 'DELETE /v1/accounts/url-endpoints/:id', refused(onlyEndpoint)),
  call('list_origins', 'GET /v1/accounts/origins', ok(account.none, z.array(z.never()), 'always empty')),
  call('origin', 'GET /v1/accounts/origins/:id', refused(noOrigins)),
  call('create_origin', 'POST /v1/accounts/origins', refused(noOrigins)),
  call('update_origin', 'PUT /v1/accounts/origins/:id', refused(noOrigins)),
  call('delete_origin', 'DELETE /v1/accounts/origins/:id', refused(noOrigins)),
  call('list_extensions', 'GET /v1/saved-extensions', ok(account.none, z.array(z.never()), 'always empty')),
  call('extension', 'GET /v1/saved-extensions/:id', refused(noExtensions)),
  call('create_extension', 'POST /v1/saved-extensions', refused(noExtensions)),
  call('update_extension', 'PATCH /v1/saved-extensions/:id', refused(noExtensions)),
  call('delete_extension', 'DELETE /v1/saved-extensions/:id', refused(noExtensions)),
]
