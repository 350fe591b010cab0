import { Failure } from '#shared/failure.ts'
import type { Item, Step } from '#shared/imagekit/grammar.ts'
import { type MediaUrl, readMediaUrl, readSteps } from '#shared/media-url.ts'
import type { Library } from '../engine/library.ts'
import type { Call, Door } from './door.ts'
import type { Embedding } from './guard.ts'
import {
  type Answer,
  answerOriginal,
  answerTransformed,
  decidingHeaders,
  isTransformed,
  prepareOriginal,
  prepareTransformed,
} from './media-answers.ts'
import { answerDeliveryFailure } from './media-errors.ts'
import { addressOf, expectSignature, isNamedAlone, isOwnPage, isSigned, targetOf } from './media-signature.ts'
import { answers, binary, inPath, inQuery, type Operation, text } from './openapi-parts.ts'

/** Answers that are kept ready, at most: each is as large as its transformation is long. */
const mostPrepared = 1000

/** `/media/…`: pictures by path, content hash or source URL, transformed as their URL says. */
export function deliveryDoor(library: Library): Door {
  const preparedFor = (isTrusted: boolean) =>
    library.delivery.untilChanged((_, call: Call) => prepare(call, library, isTrusted), mostPrepared)
  const [forAll, forTrusted] = [preparedFor(false), preparedFor(true)]
  const handle = (call: Call) => deliver(call, library, (isTrusted) => (isTrusted ? forTrusted : forAll))
  const embedding = (call: Call): Embedding => ({
    origins: async () => (await library.delivery.settings()).origins,
    isSigned: () => isSigned(call, library),
    refused: (origin) => library.delivery.refusals.note(origin, addressOf(call)),
  })
  // A dot stands for no line break, and a URL may name one.
  const routes = [{ method: 'GET' as const, path: '/media/:url{[\\s\\S]+}', handle, document }]
  return { name: 'delivery', routes, bodyLimit: 0, answerFailure: answerDeliveryFailure, embedding }
}

/** What a request asks for, read and looked up. */
export interface Wanted {
  url: MediaUrl
  steps: Step[]
  isStrict: boolean
  picture: Picture
  /** Whether the answer is for everybody: the URL is not signed, and the page is not the library’s own. */
  isPublic: boolean
}

type Picture = NonNullable<Awaited<ReturnType<Library['delivery']['find']>>>
type Prepare = (name: string, call: Call) => Promise<Answer>

async function deliver(call: Call, library: Library, preparedFor: (isTrusted: boolean) => Prepare): Promise<Response> {
  const started = performance.now()
  const isTrusted = (await isSigned(call, library)) || isOwnPage(call)
  const prepared = preparedFor(isTrusted)
  const answer = await prepared(`${targetOf(call).below}\n${decidingHeaders(call.req.raw.headers)}`, call)
  expectSignature(answer.wanted.picture, answer.wanted.steps, isTrusted)
  return isTransformed(answer)
    ? answerTransformed(call, library, answer, started)
    : answerOriginal(call, library, answer)
}

async function prepare(call: Call, library: Library, isTrusted: boolean): Promise<Answer> {
  const wanted = await read(call, library, isTrusted)
  const options = { mayChange: mayChange(wanted), ...(wanted.url.isAttachment && { isAttachment: true }) }
  return wanted.steps.length > 0 ? prepareTransformed(call, library, wanted, options) : prepareOriginal(wanted, options)
}

async function read(call: Call, { delivery }: Library, isTrusted: boolean): Promise<Wanted> {
  const url = readMediaUrl(targetOf(call).below)
  const { strict: isStrict } = await delivery.settings()
  if (isStrict && url.isAmbiguous) throw invalid('Path and query both hold a transformation: leave one out.')
  const steps = stepsOf(url)
  const picture = await find(url, steps, delivery)
  return { url, steps, isStrict, picture, isPublic: !isTrusted && !isNamedAlone(steps) }
}

const invalid = (message: string) => new Failure('invalid', message, { field: 'tr' })

/** A page of a picture is a picture even where nothing else is done to it. */
function stepsOf({ transformation = '', isThumbnail }: MediaUrl): Step[] {
  const steps = readSteps(transformation, 'tr')
  const isBare = steps.length === 0 && isThumbnail
  return isBare ? [[{ kind: 'parameter', code: 'pg', value: '1' }]] : steps
}

/** The picture that is named, or else the one that the steps name as default. Fails with `notFound`. */
async function find({ picture }: MediaUrl, steps: Step[], delivery: Library['delivery']): Promise<Picture> {
  if (picture === '') throw invalid('The URL names no picture: put its path, hash or source URL behind the steps.')
  const found = await delivery.find(picture, steps)
  if (found) return found
  throw new Failure('notFound', 'The library holds no such picture; nothing is fetched.')
}

/** Only a content hash stands for the same bytes for ever, and only as long as nothing else is named beside it. */
const mayChange = ({ url, steps, picture }: Wanted) => url.picture !== picture.hash || steps.flat().some(namesOthers)

function namesOthers(item: Item): boolean {
  if (item.kind === 'parameter') return ['n', 'oi', 'di'].includes(item.code)
  if (item.kind === 'layer') return item.type !== 'text' || item.steps.flat().some(namesOthers)
  return [...item.steps, ...(item.otherwise ?? [])].flat().some(namesOthers)
}

const document: Operation = {
  operationId: 'deliver',
  summary:
    'A picture of the library by `folder/name.jpg`, content hash or source URL, transformed by `tr:…` before any of its path’s pieces.',
  parameters: [
    inPath('url', text),
    inQuery('tr', text, 'The transformation, where it does not stand in the path.'),
    inQuery('ik-attachment', { enum: ['true'] }, 'To be saved, not shown.'),
    inQuery('ik-t', { type: 'integer' }, 'When the signature expires, in seconds since 1970.'),
    inQuery('ik-s', text, 'The signature.'),
  ],
  responses: {
    200: answers('The bytes.', 'image/*', binary),
    400: answers('A transformation that cannot be; `ik-error` tells why.', 'text/plain'),
    401: answers('A signature that is wrong or has expired.', 'text/plain'),
    404: answers('No such picture.', 'text/plain'),
  },
}
