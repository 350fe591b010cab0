import { invalid } from './imagekit-errors.ts'

const longestUrl = 8192
/** What may stand before the comma of a data URI. */
const longestPrefix = 500
/** As many characters as tell a URL from base64. */
const tellingLength = 'https://'.length

const notBase64 = () =>
  invalid(
    'file',
    'The “file” is text, but neither a URL nor base64: send bytes with a file name, or well-formed base64.',
  )

async function* textOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  for await (const chunk of chunks) yield Buffer.from(chunk).toString('latin1')
}

/** Reads until there are that many characters, or no more; what was read and what follows. */
async function readStart(texts: AsyncIterator<string>, length: number): Promise<string> {
  let start = ''
  while (start.length < length) {
    const { value, done } = await texts.next()
    if (done) break
    start += value
  }
  return start
}

/** Text with what follows it. */
async function* following(start: string, texts: AsyncGenerator<string>): AsyncGenerator<string> {
  yield start
  yield* texts
}

/** What follows the comma of a data URI. Fails with `invalid` where it is not base64. */
async function withoutPrefix(start: string, texts: AsyncGenerator<string>): Promise<string> {
  const known = start + (await readStart(texts, longestPrefix - start.length))
  const [prefix] = /^data:[^,]*;base64,/i.exec(known) ?? []
  if (prefix === undefined) throw invalid('file', 'A data URI must be base64: data:image/png;base64,…')
  return known.slice(prefix.length)
}

/** Decodes base64 as it comes, four characters to three bytes. Fails with `invalid`. */
async function* decode(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let rest = ''
  let isPadded = false
  for await (const text of texts) {
    rest += text.replace(/\s+/g, '')
    if (!/^[\w+/-]*={0,2}$/.test(rest) || (isPadded && rest !== '')) throw notBase64()
    const whole = rest.slice(0, rest.length - (rest.length % 4))
    isPadded ||= whole.endsWith('=')
    rest = rest.slice(whole.length)
    if (whole !== '') yield Buffer.from(whole, 'base64')
  }
  if (rest.includes('=') || rest.length === 1) throw notBase64()
  if (rest !== '') yield Buffer.from(rest, 'base64')
}

/** The bytes of a field of text: those at a URL, or of base64, with `data:` before it or not. Fails with `invalid`. */
export async function* bytesOfText(
  field: AsyncIterable<Uint8Array>,
  fetchUrl: (url: string) => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const texts = textOf(field)
  const start = await readStart(texts, tellingLength)
  if (/^https?:\/\//i.test(start)) yield* fetchUrl(await urlOf(start, texts))
  else if (/^data:/i.test(start)) yield* decode(following(await withoutPrefix(start, texts), texts))
  else yield* decode(following(start, texts))
}

async function urlOf(start: string, texts: AsyncGenerator<string>): Promise<string> {
  const url = start + (await readStart(texts, longestUrl - start.length))
  if (url.length < longestUrl) return Buffer.from(url, 'latin1').toString().trim()
  throw invalid('file', `A URL may have at most ${longestUrl} bytes.`)
}

/** The same bytes; fails with `invalid` where there are none. */
export async function* expectBytes(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isEmpty = true
  for await (const chunk of chunks) {
    isEmpty &&= chunk.byteLength === 0
    yield chunk
  }
  if (isEmpty) throw invalid('file', 'Your request has an empty “file”: send bytes, base64 or a URL.')
}
