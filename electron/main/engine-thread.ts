import { type MessagePort, parentPort, type Transferable, workerData } from 'node:worker_threads'
import { dispatch } from '../api/dispatch.ts'
import { asFailure } from '../api/failures.ts'
import { type EngineHost, openEngine } from '../engine-host.ts'
import type {
  EngineQuestions,
  FromEngine,
  QuestionKind,
  RequestData,
  ResponseData,
  ToEngine,
} from './engine-messages.ts'

type Answers = { [K in QuestionKind]: (ask: EngineQuestions[K]['ask']) => Promise<EngineQuestions[K]['answer']> }
type Post = (message: FromEngine, moved?: Transferable[]) => void

/** Bodies of up to so many bytes cross whole, which is cheaper than a stream for each and little to hold. */
const smallBody = 256 * 1024

/** Opens the library of `workerData` and answers the main process until it says `close`. */
async function run(port: MessagePort): Promise<void> {
  const post: Post = (message, moved = []) => port.postMessage(message, moved)
  try {
    const engine = await openEngine(workerData)
    const { addresses, portFailure, library } = engine
    answerMessages(port, post, engine)
    library.listen((event) => post({ kind: 'event', event }))
    post({ kind: 'ready', state: { addresses, portFailure } })
  } catch (error) {
    post({ kind: 'refused', failure: asFailure(error, 'opening the library').toData() })
  }
}

function answerMessages(port: MessagePort, post: Post, engine: EngineHost): void {
  const underWay = new Set<Promise<void>>()
  const answers = createAnswers(engine, underWay)
  let isClosing = false
  port.on('message', (message: ToEngine) => {
    // What is asked after `close` is answered by the end of the thread.
    if (isClosing) return
    isClosing = message.kind === 'close'
    const work = answer(post, answers, message)
    if (isClosing) return void work.then(() => port.close())
    underWay.add(work)
    void work.then(() => underWay.delete(work))
  })
}

async function answer(post: Post, answers: Answers, { kind, id, ask }: ToEngine): Promise<void> {
  try {
    const found = await answers[kind](ask as never)
    post({ kind: 'answer', id, answer: found }, kind === 'fetch' ? bodyOf(found as ResponseData) : [])
  } catch (error) {
    post({ kind: 'error', id, message: asFailure(error, `the engine’s ${kind}`).message })
  }
}

/** `underWay` are the answers that must be there before the library is closed. */
function createAnswers({ library, app, close }: EngineHost, underWay: Set<Promise<void>>): Answers {
  return {
    call: ({ name, input, actor }) => dispatch(library, name, input, actor),
    fetch: async (request) => asData(await app.fetch(asRequest(request))),
    blob: ({ hash }) => library.blob(hash),
    async close() {
      await Promise.all(underWay)
      await close()
      return undefined
    },
  }
}

function asRequest({ url, method, headers, body }: RequestData): Request {
  return new Request(url, { method, headers, ...(body && { body, duplex: 'half' }) })
}

async function asData(response: Response): Promise<ResponseData> {
  const { status, headers } = response
  const isSmall = Number(headers.get('content-length') ?? Number.NaN) <= smallBody
  const body = isSmall ? await response.arrayBuffer() : response.body
  return { status, headers: [...headers], body }
}

const bodyOf = ({ body }: ResponseData) => (body ? [body as Transferable] : [])

if (parentPort) void run(parentPort)
