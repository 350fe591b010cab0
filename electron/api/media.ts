import { z } from 'zod'
import { Failure } from '#shared/failure.ts'
import { ContentHash, Verdict } from '#shared/schema.ts'
import type { NewSource, StoreOptions } from '../engine/entry.ts'
import type { Library } from '../engine/library.ts'
import { actorOf, windowActor } from './actor.ts'
import { dataHeaders, json, problem } from './answers.ts'
import { answerBlob } from './blobs.ts'
import { readBody } from './body.ts'
import type { Call, Door, Route } from './door.ts'
import type { FormFields } from './form.ts'
import { isCreated, type Metrics } from './metrics.ts'
import { answers, answersWith, binary, hashPattern, inPath, inQuery, type Operation, text } from './openapi-parts.ts'
import { formatEntry, ImgcacheEntry } from './rest/imgcache-entry.ts'
import { parseInstant, storeForm, type UploadGate } from './uploads.ts'

interface Parts {
  library: Library
  metrics: Metrics
  gate: UploadGate
  bodyLimit: number
}

/** Pixels and uploads of the window, and of programs that know this library: `/v1/thumbnails` and `/v1/images`. */
export function mediaDoor(parts: Parts): Door {
  const { library, bodyLimit } = parts
  const routes: Route[] = [
    {
      method: 'GET',
      path: '/v1/thumbnails/:hash',
      handle: (call) => answerThumbnail(call, library),
      document: thumbnail,
    },
    { method: 'GET', path: '/v1/images/:hash', handle: (call) => answerOriginal(call, library), document: original },
    { method: 'POST', path: '/v1/images', handle: (call) => upload(call, parts), document: uploading },
  ]
  return { name: 'media', routes, bodyLimit, answerFailure: problem }
}

async function answerThumbnail(call: Call, library: Library): Promise<Response> {
  const hash = readHash(call)
  const etag = `"${hash}-384"`
  const headers = { ...thumbnailHeaders, etag }
  // What a content hash stands for never changes, so a match needs no look at the library.
  if (call.req.raw.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  const bytes = await library.thumbnail(hash)
  if (!bytes) throw new Failure('notFound', 'There is no thumbnail of this image.')
  return new Response(bytes, { headers })
}

const thumbnailHeaders = {
  'content-type': 'image/jpeg',
  'cache-control': 'private, max-age=31536000, immutable',
  ...dataHeaders,
}

/** Unlike imgcache’s route, this one shows what lies in the trash as well: the window lets people look before they restore. */
async function answerOriginal(call: Call, library: Library): Promise<Response> {
  const hash = readHash(call)
  const blob = await library.blob(hash)
  if (!blob) throw new Failure('notFound', 'There is no such image.')
  return answerBlob(call.req.raw, hash, blob)
}

/** The content hash in a path. A name that is none names nothing: it fails with `notFound` as well. */
export function readHash(call: Call): string {
  const { success, data } = ContentHash.safeParse(call.req.param('hash'))
  if (!success) throw new Failure('notFound', 'A picture is named by 64 lower-case hex digits.')
  return data
}

/** Takes a picture as the raw body or as the part `file` of a form; the other fields come by query or form. */
async function upload(call: Call, { library, metrics, gate, bodyLimit }: Parts): Promise<Response> {
  const request = call.req.raw
  const options = { limit: bodyLimit, ...readOptions(call) }
  const actor = actorOf(request)
  const query: FormFields = new Map(Object.entries(call.req.query()))
  const readSource = (fields: FormFields, filename?: string) => {
    const all = new Map([...query, ...fields])
    const name = all.get('client_name')
    if (name) call.env.introduce?.(name)
    return sourceOf(all, actor, filename)
  }
  const isForm = /^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? '')
  const stored = await gate(async () =>
    isForm
      ? storeForm(
          library,
          request,
          options,
          readSource,
          () => new Failure('invalid', 'The form has no part “file”.', { field: 'file' }),
        )
      : library.store(readBody(request, bodyLimit), readSource(new Map()), options),
  )
  metrics.countStore(stored)
  const { verdict, entry } = stored
  return json({ verdict, entry: entry && formatEntry(entry) }, isCreated(verdict.kind) ? 201 : 200)
}

function sourceOf(fields: FormFields, actor: string, partName: string | undefined): NewSource {
  const filename = fields.get('filename') || partName || undefined
  const time = fields.get('lookup_time')
  const fetchedAt = time ? parseInstant(time) : undefined
  if (time && fetchedAt === undefined) {
    throw new Failure('invalid', '“lookup_time” must be a time in ISO 8601.', { field: 'lookup_time' })
  }
  const clientName = fields.get('client_name') || (actor === windowActor ? 'magpie' : actor)
  return { url: fields.get('url') || inventUrl(filename), clientName, filename, fetchedAt }
}

/** A source always has a URL: dropped files by their name, pasted pictures by their time. */
const inventUrl = (filename: string | undefined) =>
  filename ? `file:///${encodeURIComponent(filename.toWellFormed())}` : `paste:${new Date().toISOString()}`

const UploadOptions = z.object({
  trashed: z.enum(['restore', 'report']).optional(),
  undecodable: z.enum(['store', 'report']).optional(),
})

function readOptions(call: Call): Pick<StoreOptions, 'trashed' | 'undecodable'> {
  const { success, data } = UploadOptions.safeParse(call.req.query())
  if (!success) throw new Failure('invalid', '“trashed” is restore or report, “undecodable” is store or report.')
  const { trashed, undecodable } = data
  return { ...(trashed && { trashed }), ...(undecodable && { undecodable }) }
}

const thumbnail: Operation = {
  operationId: 'thumbnail',
  summary: 'A JPEG of at most 384 pixels on its longer side.',
  parameters: [inPath('hash', hashPattern)],
  responses: { 200: answers('The picture.', 'image/jpeg', binary), 404: answers('No such thumbnail.') },
}

const original: Operation = {
  operationId: 'original',
  summary: 'The original bytes, of images in the trash as well.',
  parameters: [inPath('hash', hashPattern)],
  responses: { 200: answers('The bytes.', '*/*', binary), 404: answers('No such image.') },
}

const uploading: Operation = {
  operationId: 'upload',
  summary: 'Stores one picture, sent as the body itself or as the part `file` of a form.',
  parameters: [
    inQuery('url', text, 'Where it came from.'),
    inQuery('filename', text, 'What it is called.'),
    inQuery('client_name', text, 'Who sends it.'),
    inQuery('lookup_time', text, 'When it was fetched, in ISO 8601.'),
    inQuery('trashed', { enum: ['restore', 'report'] }, 'What becomes of bytes that lie in the trash.'),
    inQuery('undecodable', { enum: ['store', 'report'] }, 'What becomes of bytes that are no picture.'),
  ],
  requestBody: { required: true, content: { '*/*': { schema: binary } } },
  responses: {
    200: answersWith('Known before, or not stored.', z.object({ verdict: Verdict, entry: ImgcacheEntry.nullable() })),
    201: answersWith('Newly stored.', z.object({ verdict: Verdict, entry: ImgcacheEntry.nullable() })),
    413: answers('Too large.', 'application/problem+json'),
  },
}
