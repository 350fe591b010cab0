import { createTurns } from '#shared/turns.ts'
import type { Library } from '../../engine/library.ts'
import type { DispatchOptions } from '../dispatch.ts'
import type { Call, Door, Route } from '../door.ts'
import type { Access } from '../guard.ts'
import type { Metrics } from '../metrics.ts'
import { createUploadGate, type UploadGate } from '../uploads.ts'
import { createTokens, expectPrivateKey } from './imagekit-auth.ts'
import { type ImageKitCall, imagekitCalls } from './imagekit-calls.ts'
import { answerMessage } from './imagekit-errors.ts'
import { createAsk } from './imagekit-input.ts'
import { createJobs } from './imagekit-jobs.ts'
import { operationOf } from './imagekit-operations.ts'
import type { Parts } from './imagekit-parts.ts'

interface Options {
  library: Library
  metrics: Metrics
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

/** Uploads without the private key: so many at once, each of as many bytes as ImageKit takes of a picture. */
const keylessUploads = 8
const keylessLimit = 25 * 1024 * 1024

/** ImageKit’s media API, answered from the library; foreign naming lives only here. */
export function imagekitDoor(options: Options): Door {
  const { library, metrics, gate, bodyLimit, dispatchOptions, now = Date.now, uploads } = options
  const ask = createAsk(library, dispatchOptions)
  const parts: Parts = {
    library,
    metrics,
    gate,
    bodyLimit,
    keyless: { gate: createUploadGate(keylessUploads), bodyLimit: Math.min(bodyLimit, keylessLimit) },
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
    // Magpie’s own calls for pictures lie beside them.
    owns: (path) => /^\/(api\/)?v[12]\/(?!(images|thumbnails|previews)\/)/.test(path),
    access: (call) => (isUpload(call) ? browserAccess(options) : keyAccess(call, options)),
  }
}

/** Clients end paths with a slash or do not. */
function routesOf(row: ImageKitCall, parts: Parts): Route[] {
  const handle = (call: Call) => row.handle(call, parts)
  const { method, path } = row
  return [
    { method, path, handle, document: operationOf(row) },
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
