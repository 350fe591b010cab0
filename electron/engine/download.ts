import { lookup as resolve } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Failure } from '#shared/failure.ts'

export interface DownloadOptions {
  /** `host:port` pairs that may be reached though their address is private. */
  allowed: readonly string[]
  /** Milliseconds until the headers of an answer; the time for all of it when left out. */
  headersLimit?: number
  /** Bytes at most; no limit when left out. */
  limit?: number
  signal?: AbortSignal | undefined
}

const allowedPorts = ['80', '443', '8080', '8443']
const mostRedirects = 5
const timeLimit = 15_000
const refuse = (message: string) => new Failure('forbidden', message, { field: 'urls' })

function portOf({ port, protocol }: URL): string {
  return port || (protocol === 'https:' ? '443' : '80')
}

const isAllowed = (url: URL, { allowed }: DownloadOptions) => allowed.includes(`${url.hostname}:${portOf(url)}`)

/** Whether an address is a public one: no private, loopback, link-local, mapped, translated or reserved range. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const known = ipaddr.process(address)
  // Of IPv6, only 2000::/3 is given out; what lies elsewhere may be a translated private address.
  const isGivenOut = known.kind() === 'ipv4' || ((known.toByteArray()[0] ?? 0) & 0xe0) === 0x20
  return isGivenOut && known.range() === 'unicast'
}

/** Resolves names for one connection and refuses private addresses, so that the address checked is the one connected to. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? []
    if (error || !first) return callback(error ?? new Error('no address'), '', 4)
    const hidden = addresses.find(({ address }) => !isPublicAddress(address))
    if (hidden)
      return callback(
        refuse(`${hostname} leads to the private address ${hidden.address}, which is not fetched.`),
        '',
        4,
      )
    if (options.all) return callback(null, addresses)
    callback(null, first.address, first.family)
  })
}

/** The URL, when it is one that may be fetched at all. */
function checkUrl(text: string, options: DownloadOptions, base?: URL): URL {
  if (!URL.canParse(text, base?.href)) throw new Failure('invalid', `“${text}” is not a URL.`, { field: 'urls' })
  const url = new URL(text, base)
  if (!['http:', 'https:'].includes(url.protocol)) throw refuse(`Only http and https are fetched, not ${url.protocol}`)
  if (url.username || url.password) throw refuse('A URL with a user name or password is not fetched.')
  if (isAllowed(url, options)) return url
  if (!allowedPorts.includes(portOf(url)))
    throw refuse(`Port ${portOf(url)} is not fetched from; ${allowedPorts.join(', ')} are.`)
  // A name is checked when it is resolved; an address written out never is.
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(literal) && !isPublicAddress(literal)) throw refuse(`${literal} is a private address, which is not fetched.`)
  return url
}

const tooSlow = (url: URL, milliseconds: number, cause?: unknown) =>
  new Failure('unreachable', `${url.host} took longer than ${milliseconds / 1000} s.`, { cause })

function get(url: URL, options: DownloadOptions, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolvePromise, reject) => {
    const headers = { accept: 'image/*,*/*;q=0.5', 'user-agent': 'Magpie' }
    const lookup = isAllowed(url, options) ? {} : { lookup: publicLookup }
    const asked = request(url, { headers, signal, agent: false, ...lookup }, resolvePromise).on('error', reject)
    const { headersLimit = timeLimit } = options
    const timer = setTimeout(() => asked.destroy(tooSlow(url, headersLimit)), headersLimit)
    asked.once('response', () => clearTimeout(timer)).once('close', () => clearTimeout(timer))
    asked.end()
  })
}

async function follow(url: URL, options: DownloadOptions, signal: AbortSignal, hops = 0): Promise<IncomingMessage> {
  const response = await get(url, options, signal)
  const status = response.statusCode ?? 0
  const { location } = response.headers
  if (status >= 300 && status < 400 && location) {
    response.destroy()
    if (hops === mostRedirects) throw new Failure('unreachable', `More than ${mostRedirects} redirects.`)
    return follow(checkUrl(location, options, url), options, signal, hops + 1)
  }
  if (status === 200) return response
  response.destroy()
  throw new Failure('unreachable', `${url.host} answered ${status}.`)
}

function explain(error: unknown, url: URL, deadline: AbortSignal): unknown {
  if (error instanceof Failure) return error
  if (deadline.aborted) return tooSlow(url, timeLimit, error)
  const code = (error as NodeJS.ErrnoException).code
  return code ? new Failure('unreachable', `${url.host} could not be reached (${code}).`, { cause: error }) : error
}

async function* limited(chunks: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.byteLength
    if (size > limit) throw new Failure('tooLarge', `What is at this URL is larger than ${limit} bytes.`)
    yield chunk
  }
}

/**
 * Fetches a URL that a person gave: http and https, public addresses only (checked again at each of at most 5
 * redirects), no credentials, 15 s. Yields the body. Fails with `invalid`, `forbidden`, `unreachable` or `tooLarge`.
 */
export async function* download(text: string, options: DownloadOptions): AsyncGenerator<Uint8Array> {
  const url = checkUrl(text, options)
  const deadline = AbortSignal.timeout(timeLimit)
  try {
    const signal = AbortSignal.any([deadline, ...(options.signal ? [options.signal] : [])])
    yield* limited(await follow(url, options, signal), options.limit ?? Number.POSITIVE_INFINITY)
  } catch (error) {
    throw explain(error, url, deadline)
  }
}
