import { Failure } from '#shared/failure.ts'
import { ContentHash } from '#shared/schema.ts'
import type { EntryList } from '../../engine/entry.ts'
import type { Library } from '../../engine/library.ts'
import { actorOf } from '../actor.ts'
import { dataHeaders, json } from '../answers.ts'
import { answerBlob } from '../blobs.ts'
import { type DispatchOptions, dispatch } from '../dispatch.ts'
import type { Call, Door, Route } from '../door.ts'
import { isCreated, type Metrics } from '../metrics.ts'
import { type SourceReader, storeForm, type UploadGate } from '../uploads.ts'
import { documents } from './imgcache-documents.ts'
import { formatEntry, formatNear } from './imgcache-entry.ts'
import { answerDetail, missing } from './imgcache-errors.ts'
import { readDistance, readFlag, readLimit, readPerceptualHash, readQuery, readSource } from './imgcache-input.ts'

interface Parts {
  library: Library
  metrics: Metrics
  gate: UploadGate
  /** Bytes of one picture. */
  bodyLimit: number
  dispatchOptions: DispatchOptions
}

/** The routes that scrapers of imgcache speak, in their order of precedence; foreign naming lives only here. */
export function imgcacheDoor(parts: Parts): Door {
  const { library, metrics, bodyLimit } = parts
  const routes: Route[] = [
    { method: 'POST', path: '/images', handle: (call) => store(call, parts), document: documents.store },
    { method: 'GET', path: '/images/lookup', handle: (call) => lookup(call, parts), document: documents.lookup },
    { method: 'GET', path: '/images/search', handle: (call) => search(call, library), document: documents.search },
    { method: 'GET', path: '/images/similar', handle: (call) => similar(call, parts), document: documents.similar },
    { method: 'GET', path: '/images/meta/:hash', handle: (call) => meta(call, library), document: documents.meta },
    { method: 'GET', path: '/images/:hash', handle: (call) => bytes(call, library), document: documents.bytes },
    { method: 'DELETE', path: '/images/:hash', handle: (call) => remove(call, parts), document: documents.remove },
    { method: 'GET', path: '/health', handle: () => json({ status: 'ok' }), document: documents.health },
    { method: 'GET', path: '/metrics', handle: () => printMetrics(metrics), document: documents.metrics },
  ]
  return { name: 'imgcache', routes, bodyLimit, answerFailure: answerDetail }
}

async function store(call: Call, { library, metrics, gate, bodyLimit }: Parts): Promise<Response> {
  const upload = () =>
    storeForm(library, call.req.raw, { limit: bodyLimit }, readSourceOf(call), (fields) => {
      readSource(fields)
      return missing('body', 'file')
    })
  const stored = await gate(upload)
  metrics.countStore(stored)
  if (!stored.entry) throw new Error('The library stored a picture without an entry.')
  const { kind, near } = stored.verdict
  return json({ ...formatEntry(stored.entry), near_duplicate: formatNear(near) }, isCreated(kind) ? 201 : 200)
}

/** Reads a posted source, whose client is known by that name from then on. */
const readSourceOf =
  (call: Call): SourceReader =>
  (...given) => {
    const source = readSource(...given)
    call.env.introduce?.(source.clientName)
    return source
  }

async function lookup(call: Call, { library, metrics }: Parts): Promise<Response> {
  const entry = await library.entries.lookup(readQuery(call, 'url'))
  metrics.countLookup(entry !== undefined)
  if (!entry) throw notFound()
  return json(formatEntry(entry))
}

async function search(call: Call, library: Library): Promise<Response> {
  return answerList(await library.entries.search(readQuery(call, 'url_contains'), readLimit(call)))
}

async function similar(call: Call, { library, metrics }: Parts): Promise<Response> {
  const hash = readPerceptualHash(call)
  const list = await library.entries.similar(hash, readDistance(call), readLimit(call), readFlag(call, 'turned'))
  metrics.countSimilar()
  return answerList(list)
}

async function meta(call: Call, library: Library): Promise<Response> {
  const entry = await library.entries.meta(readHash(call))
  if (!entry) throw notFound()
  return json(formatEntry(entry))
}

async function bytes(call: Call, library: Library): Promise<Response> {
  const hash = readHash(call)
  const blob = await library.blob(hash)
  // A copy that was discarded for another is answered with as ever.
  if (!blob || (blob.trashed && !(await library.entries.meta(hash)))) throw notFound()
  return answerBlob(call.req.raw, hash, blob)
}

/** Deleting is a move to the trash, by the same call that the window makes. */
async function remove(call: Call, { library, dispatchOptions }: Parts): Promise<Response> {
  const hash = readHash(call)
  if (!(await library.entries.meta(hash))) throw notFound()
  const reply = await dispatch(library, 'images.trash', { hashes: [hash] }, actorOf(call.req.raw), dispatchOptions)
  if (!reply.ok) throw Failure.from(reply.failure)
  return new Response(null, { status: 204, headers: dataHeaders })
}

async function printMetrics(metrics: Metrics): Promise<Response> {
  const { text, contentType } = await metrics.print()
  return new Response(text, { headers: { 'content-type': contentType, 'cache-control': 'no-store', ...dataHeaders } })
}

function answerList({ entries, total }: EntryList): Response {
  const truncated: Record<string, string> = total > entries.length ? { 'x-truncated': 'true' } : {}
  return json(entries.map(formatEntry), 200, { 'x-total-count': String(total), ...truncated })
}

/** A name that is no content hash names nothing: 404, as for a hash that is not there. */
function readHash(call: Call): string {
  const { success, data } = ContentHash.safeParse(call.req.param('hash'))
  if (!success) throw notFound()
  return data
}

const notFound = () => new Failure('notFound', 'Not found')
