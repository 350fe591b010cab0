import { Failure } from '#shared/failure.ts'
import type { FileDetail } from '#shared/files.ts'
import type { FileTarget, NewSource } from '../../engine/entry.ts'
import { actorOf } from '../actor.ts'
import { formAllowance, readBody } from '../body.ts'
import type { Call } from '../door.ts'
import { type Form, type FormFields, openForm } from '../form.ts'
import { expectPrivateKey, showsKey } from './imagekit-auth.ts'
import { bytesOfText, expectBytes } from './imagekit-content.ts'
import { uploadDocument } from './imagekit-documents.ts'
import { answer, asMistakeOf, invalid } from './imagekit-errors.ts'
import { metadataDocument } from './imagekit-metadata.ts'
import { destinationOf, endpointOf, type Handle, type Parts } from './imagekit-parts.ts'
import { browserKeyOf, type ResponseField, readUpload, type UploadWish } from './imagekit-upload-fields.ts'

/** Base64 is a third longer than its bytes. */
const textFactor = 4 / 3
const formShape = { fields: 40, fieldSize: 64 * 1024, isFileText: true, lists: ['tags', 'responseFields'] }

const bothKeys = () =>
  invalid('signature', 'Your request has two kinds of authentication: leave out the private key or the signature.')

/** Lets an upload in by the private key, or else by a token that it signed. Fails as ImageKit does. */
async function authenticate(call: Call, { library, tokens }: Parts, fields: FormFields): Promise<void> {
  const isWebToken = call.req.path.includes('/v2/') && fields.has('token')
  const browserKey = isWebToken ? undefined : browserKeyOf(fields)
  if (showsKey(call.req.raw)) {
    if (browserKey || isWebToken) throw bothKeys()
    return
  }
  const privateKey = await library.delivery.privateKey()
  if (isWebToken) return tokens.spendWebToken(fields, privateKey)
  if (browserKey) return tokens.spend(browserKey, privateKey)
  throw new Failure(
    'unauthorized',
    'Give the private key of this library as the user of Basic authentication, or token, expire and signature.',
  )
}

interface Wanted extends UploadWish {
  at: FileTarget
  source: NewSource
}

/** All that the fields ask for, once they are all there and let the upload in. */
async function read(call: Call, parts: Parts, fields: FormFields): Promise<Wanted> {
  await authenticate(call, parts, fields)
  const wish = readUpload(fields)
  const folder = await destinationOf(call, parts, wish.folder, 'folder')
  const url = `file:///${encodeURIComponent(wish.fileName)}`
  const source = { url, clientName: actorOf(call.req.raw), filename: wish.fileName }
  return { ...wish, at: { ...wish.target, folder }, source }
}

/** The bytes of the part `file`, whatever it holds; nothing is fetched for whom the fields do not let in. */
function contentOf(form: Form, wanted: Promise<Wanted>, { library }: Parts) {
  const part = form.file
  if (!part) return undefined
  async function* fetchUrl(url: string) {
    const { source } = await wanted
    source.url = url
    yield* library.download(url)
  }
  return expectBytes(form.filename === undefined ? bytesOfText(part, fetchUrl) : part)
}

async function store(call: Call, parts: Parts, form: Form): Promise<{ file: FileDetail; wanted: Wanted }> {
  const wanted = form.fields.then((fields) => read(call, parts, fields))
  const [source, target] = [wanted.then((all) => all.source), wanted.then((all) => all.at)]
  // The library looks at them only when the bytes are there.
  for (const later of [source, target]) later.catch(() => {})
  const content = contentOf(form, wanted, parts)
  if (!content) {
    await wanted
    throw invalid('file', 'Your request is missing the file parameter.')
  }
  const stored = await parts.library.store(content, source, { limit: parts.bodyLimit, target })
  parts.metrics.countStore(stored)
  if (stored.file === null) throw new Error('The library stored an upload without a file.')
  return { file: await fileOf(call, parts, stored.file, stored.entry?.contentHash), wanted: await wanted }
}

/** The file as this upload made it, though another may have overwritten it since. */
async function fileOf(call: Call, { ask }: Parts, id: string, hash: string | undefined): Promise<FileDetail> {
  const file = await ask(call, 'files.get', { id })
  if (file.hash === hash) return file
  const own = (await ask(call, 'files.versions', { id })).find((version) => version.hash === hash)
  if (!own) return file
  const { id: version, number, isPresent: _, ...content } = own
  return { ...file, ...content, version: { id: version, number } }
}

async function upload(call: Call, parts: Parts): Promise<Response> {
  const request = call.req.raw
  if (showsKey(request)) await expectPrivateKey(request, parts.library.delivery.privateKey)
  const body = readBody(request, parts.bodyLimit * textFactor + formAllowance)
  const form = await openForm(body, call.req.header('content-type') ?? '', formShape)
  try {
    const { file, wanted } = await store(call, parts, form)
    return await show(call, parts, file, wanted)
  } catch (error) {
    throw asMistakeOf('file', error)
  } finally {
    form.discard()
  }
}

/** Stores the file of a form for those who show the private key, and for those whom its fields let in. */
export const uploadFile: Handle = (call, parts) => {
  const own = showsKey(call.req.raw) ? parts : { ...parts, ...parts.keyless }
  return own.gate(() => upload(call, own))
}

type Shower = (call: Call, parts: Parts, file: FileDetail) => unknown

/** What an answer holds beside the usual where it is asked for. */
const showers: Record<ResponseField, Shower> = {
  tags: (_call, _parts, { tags }) => (tags.length > 0 ? tags : null),
  customCoordinates: (_call, _parts, file) => file.customCoordinates,
  isPrivateFile: (_call, _parts, file) => file.isPrivate,
  isPublished: (_call, _parts, file) => file.isPublished,
  customMetadata: (_call, _parts, file) => file.customMetadata,
  embeddedMetadata: (_call, _parts, file) => file.embeddedMetadata,
  metadata: (call, parts, file) => metadataDocument(call, parts, file.hash),
  selectedFieldsSchema: async (call, { ask }, { customMetadata }) => {
    const fields = await ask(call, 'customFields.list', {})
    const used = fields.filter(({ name }) => Object.hasOwn(customMetadata, name))
    return Object.fromEntries(used.map(({ name, schema }) => [name, schema]))
  },
}

async function show(call: Call, parts: Parts, file: FileDetail, { responseFields, extensions }: Wanted) {
  const shown = responseFields.map(async (name) => [name, await showers[name](call, parts, file)] as const)
  const document = uploadDocument(file, endpointOf(call))
  return answer({ ...document, ...Object.fromEntries(await Promise.all(shown)), ...extensions })
}
