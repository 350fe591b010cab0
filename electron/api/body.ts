import { Failure } from '#shared/failure.ts'

/** The bytes that forms may add around a file before the body counts as too large: fields and part headers. */
export const formAllowance = 256 * 1024

/**
 * The bytes of a request's body as they arrive; fails with `tooLarge` past the limit, and with `cancelled` when the
 * sender went away. It never cancels the body: the connection must live on for the answer.
 */
export async function* readBody(request: Request, limit: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let size = 0
  for await (const chunk of chunksOf(request)) {
    size += chunk.byteLength
    if (size > limit) throw tooLarge(limit)
    yield chunk
  }
}

/** The body parsed as JSON, for calls; an empty body is an empty input. */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  const chunks: Uint8Array[] = []
  for await (const chunk of readBody(request, limit)) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch (cause) {
    throw new Failure('invalid', 'The body is not JSON.', { cause })
  }
}

/** Refuses a body by the length it announces, before any of it is read; forms have `formAllowance` around their file. */
export function checkLength(request: Request, limit: number): void {
  if (Number(request.headers.get('content-length') ?? 0) > limit + formAllowance) throw tooLarge(limit)
}

function tooLarge(limit: number): Failure {
  return new Failure('tooLarge', `The body is larger than the ${formatSize(limit)} that this address accepts.`)
}

async function* chunksOf(request: Request): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if (!request.body) return
  try {
    yield* request.body.values({ preventCancel: true })
  } catch (cause) {
    throw new Failure('cancelled', 'The body ended before it was whole; send it again.', { cause })
  }
}

function formatSize(bytes: number): string {
  const step = ['bytes', 'KiB', 'MiB', 'GiB'].findIndex((_, power) => bytes < 1024 ** (power + 1))
  const power = step < 0 ? 3 : step
  return `${Number((bytes / 1024 ** power).toFixed(1))} ${['bytes', 'KiB', 'MiB', 'GiB'][power]}`
}
