import type { Library } from '../../engine/library.ts'
import type { DispatchOptions } from '../dispatch.ts'
import type { Call, Door, Route } from '../door.ts'
import type { Access } from '../guard.ts'
import { answers, answersWith, inPath, type Operation, text } from '../openapi-parts.ts'
import type { UploadGate } from '../uploads.ts'
import { createTokens, expectPrivateKey } from './imagekit-auth.ts'
import { type ImageKitCall, imagekitCalls } from './imagekit-calls.ts'
import { ErrorDocument } from './imagekit-documents.ts'
import { answerMessage } from './imagekit-errors.ts'
import { createAsk } from './imagekit-input.ts'
import { createJobs } from './imagekit-jobs.ts'
import { createTurns, type Parts } from './imagekit-parts.ts'

interface Options {
  library: Library
  gate: UploadGate
  /** Uploads that may be under way at once. */
  uploads: number
  /** Bytes of one upload. */
  bodyLimit: number
  /** Origins of pages that may upload, beside those that may show pictures. */
  origins: readonly string[]
  dispatchOptions: DispatchOptions
  now?: () => number
}

/** ImageKit’s media API, answered from the library; foreign naming lives only here. */
export function imagekitDoor(options: Options): Door {
  const { library, gate, bodyLimit, dispatchOptions, now = Date.now, uploads } = options
  const ask = createAsk(library, dispatchOptions)
  const parts: Parts = {
    library,
    gate,
    bodyLimit,
    ask,
    tokens: createTokens(library, now),
    jobs: createJobs(library, dispatchOptions.log),
    inTurn: createTurns(),
  }
  return {
    name: 'imagekit',
    routes: imagekitCalls.flatMap((call) => routesOf(call, parts)),
    // Base64 makes a file a third longer.
    bodyLimit: Math.ceil((bodyLimit * 4) / 3),
    answerFailure: (failure) => answerMessage(failure, uploads),
    access: (call) => (isUpload(call) ? browserAccess(options) : keyAccess(call, options)),
  }
}

/** Clients end paths with a slash or do not. */
function routesOf(row: ImageKitCall, parts: Parts): Route[] {
  const handle = (call: Call) => row.handle(call, parts)
  const { method, path } = row
  return [
    { method, path, handle, document: documentOf(row) },
    { method, path: `${path}/`, handle },
  ]
}

const uploadPaths = imagekitCalls.filter(({ isForBrowsers }) => isForBrowsers).map(({ path }) => path)
const isUpload = ({ req }: Call) =>
  ['POST', 'OPTIONS'].includes(req.method) && uploadPaths.includes(req.path.replace(/^\/k\/[^/]+|\/$/g, ''))

/** Uploads are let in by their fields, which the handler reads. */
const browserAccess = ({ library, origins }: Options): Access => ({
  origins: async () => [...origins, ...(await library.delivery.settings()).origins],
  expectKey: async () => {},
})

/** The key is nothing that a page may hold. */
const keyAccess = (call: Call, { library }: Options): Access => ({
  origins: async () => [],
  expectKey: () => expectPrivateKey(call.req.raw, library.delivery.privateKey),
})

function documentOf({ name, path, status, shape, outcome }: ImageKitCall): Operation {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, parameter = '']) => parameter)
  const answered = shape ? answersWith(outcome, shape) : answers(outcome)
  const failed = answersWith('What is amiss.', ErrorDocument)
  return {
    operationId: `imagekit_${name}`,
    summary: `ImageKit’s call, ${outcome}.`,
    ...(names.length > 0 && { parameters: names.map((parameter) => inPath(parameter, text)) }),
    responses:
      status === 501 ? { 501: failed } : { [status]: answered, 400: failed, 401: failed, 403: failed, 404: failed },
  }
}
