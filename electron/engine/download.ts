import { lookup as resolve } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Failure } from '#shared/failure.ts'
import type { IsAllowed } from './allowed-hosts.ts'

export interface DownloadOptions {
  /** What may be reached though it is private, or its port is unusual. */
  isAllowed: IsAllowed
  /** Milliseconds until the headers of an answer; the time for all of it when left out. */
  headersLimit?: number
  /** Bytes at most; no limit when left out. */
  limit?: number
  signal?: AbortSignal | undefined
}

const usualPorts = ['80', '443', '8080', '8443']
const mostRedirects = 5
const timeLimit = 15_000
const refuse = (message: string) => new Failure('forbidden', message, { field: 'urls' })

function portOf({ port, protocol }: URL): string {
  return port || (protocol === 'https:' ? '443' : '80')
}

/** The host as it is looked up: IPv6 without brackets. */
const hostOf = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '')

/** Whether an address is a public one: no private, loopback, link-local, mapped, translated or reserved range. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const known = ipaddr.process(address)
  // Of IPv6, only 2000::/3 is given out; what lies elsewhere may be a translated private address.
  const isGivenOut = known.kind() === 'ipv4' || ((known.toByteArray()[0] ?? 0) & 0xe0) === 0x20
  return isGivenOut && known.range() === 'unicast'
}

/** Why an address that `url` names or leads to is not connected to, as a sentence; undefined where it is. */
function reasonAgainst(address: string, url: URL, isAllowed: IsAllowed): string | undefined {
  const [host, port] = [hostOf(url), portOf(url)]
  if (isAllowed(address, port)) return undefined
  const unless = 'unless “Allowed hosts” in Magpie’s settings have it.'
  const where = host === address ? `${host} is a private address` : `${host} leads to the private address ${address}`
  if (!isPublicAddress(address)) return `${where}, which is not fetched from ${unless}`
  if (usualPorts.includes(port)) return undefined
  return `Port ${port} of ${host} is not fetched from, as ${usualPorts.join(', ')} are, ${unless}`
}

/** Resolves a name for one connection, and checks all its addresses: what was checked is what is connected to. */
const checkedLookup =
  (url: URL, isAllowed: IsAllowed): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error || !first) return callback(error ?? new Error('no address'), '', 4)
      const [reason] = addresses.flatMap(({ address }) => reasonAgainst(address, url, isAllowed) ?? [])
      if (reason !== undefined) return callback(refuse(reason), '', 4)
      if (options.all) return callback(null, addresses)
      callback(null, first.address, first.family)
    })
  }

/** The URL, when it is one that may be fetched at all. */
function checkUrl(text: string, { isAllowed }: DownloadOptions, base?: URL): URL {
  if (!URL.canParse(text, base?.href)) throw new Failure('invalid', `“${text}” is not a URL.`, { field: 'urls' })
  const url = new URL(text, base)
  if (!['http:', 'https:'].includes(url.protocol)) throw refuse(`Only http and https are fetched, not ${url.protocol}`)
  if (url.username || url.password) throw refuse('A URL with a user name or password is not fetched.')
  // A name is checked when it is resolved; an address written out never is.
  const reason = isIP(hostOf(url)) ? reasonAgainst(hostOf(url), url, isAllowed) : undefined
  if (reason !== undefined) throw refuse(reason)
  return url
}

const tooSlow = (url: URL, milliseconds: number, cause?: unknown) =>
  new Failure('unreachable', `${url.host} took longer than ${milliseconds / 1000} s.`, { cause })

function get(url: URL, options: DownloadOptions, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolvePromise, reject) => {
    const headers = { accept: 'image/*,*/*;q=0.5', 'user-agent': 'Magpie' }
    const { headersLimit = timeLimit, isAllowed } = options
    const lookup = isAllowed(hostOf(url), portOf(url)) ? {} : { lookup: checkedLookup(url, isAllowed) }
    const asked = request(url, { headers, signal, agent: false, ...lookup }, resolvePromise).on('error', reject)
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
 * Fetches a URL that a person gave: http and https, public addresses at usual ports and what is allowed (checked again
 * at each of at most 5 redirects), no credentials, 15 s. Yields the body. Fails with `invalid`, `forbidden`, `unreachable` or `tooLarge`.
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
