import { readSteps } from '#shared/media-url.ts'
import type { Library } from '../engine/library.ts'
import { dataHeaders } from './answers.ts'
import type { Call, Door } from './door.ts'
import { readHash } from './media.ts'
import { answerDeliveryFailure } from './media-errors.ts'
import { answers, binary, hashPattern, inPath, inQuery, type Operation, text } from './openapi-parts.ts'

/** `/v1/previews`: transformed pictures for people who are still choosing how, drawn from a small copy. */
export function previewDoor(library: Library): Door {
  const handle = (call: Call) => answerPreview(call, library)
  const routes = [{ method: 'GET' as const, path: '/v1/previews/:hash', handle, document }]
  return { name: 'previews', routes, bodyLimit: 0, answerFailure: answerDeliveryFailure }
}

async function answerPreview(call: Call, { delivery }: Library): Promise<Response> {
  const started = performance.now()
  const { strict } = await delivery.settings()
  const steps = readSteps(call.req.query('tr') ?? '', 'tr')
  const asked = { image: readHash(call), steps, accept: 'image/webp', hints: {}, strict }
  const { bytes, contentType } = await delivery.preview(asked, call.req.raw.signal)
  const headers = {
    ...dataHeaders,
    'content-type': contentType,
    'content-length': String(bytes.length),
    'cache-control': 'private, no-store',
    'server-timing': `picture;dur=${(performance.now() - started).toFixed(1)}`,
  }
  return new Response(bytes, { headers })
}

const document: Operation = {
  operationId: 'preview',
  summary:
    'A transformed picture at once and not exactly: drawn from a copy of at most 1600 pixels on its longer side, as JPEG or PNG.',
  parameters: [inPath('hash', hashPattern), inQuery('tr', text, 'The transformation.')],
  responses: {
    200: answers('The picture.', 'image/*', binary),
    400: answers('A transformation that cannot be; `ik-error` tells why.', 'text/plain'),
    404: answers('No such picture.', 'text/plain'),
  },
}
