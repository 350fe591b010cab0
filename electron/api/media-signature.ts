import { Failure } from '#shared/failure.ts'
import { isBuiltIn } from '#shared/imagekit/built-in.ts'
import type { Item, Step } from '#shared/imagekit/grammar.ts'
import { checkSignature } from '#shared/imagekit/sign.ts'
import type { Library } from '../engine/library.ts'
import type { Call } from './door.ts'
import { originOf } from './guard.ts'
import { signatureField } from './media-errors.ts'

/** A URL of a picture as it was asked for: the endpoint, and what follows it undecoded. */
interface Target {
  urlEndpoint: string
  below: string
}

/**
 * The endpoint that was asked, a token before it included, and what follows. URLs are normalised on their way here,
 * which would hide `..` and change what was signed, so the target is read as it came. Fails with `invalid`.
 */
export function targetOf({ req, env }: Call): Target {
  const origin = originOf(req.url)
  const [, endpoint, below] = /^((?:\/k\/[^/]*)?\/media)(\/.*)$/s.exec(env.target ?? req.url.slice(origin.length)) ?? []
  if (endpoint !== undefined && below !== undefined) return { urlEndpoint: origin + endpoint, below }
  throw new Failure('invalid', 'The URL must begin with /media/ and be written without “..”.', { field: 'url' })
}

/** The URL of a picture as it was asked for, without the token that may stand in it. */
export function addressOf(call: Call): string {
  const { urlEndpoint, below } = targetOf(call)
  return `${originOf(urlEndpoint)}/media${below}`
}

const refusal = (message: string) => new Failure('unauthorized', message, { field: signatureField })

/** Whether a URL bears a signature of this library. Fails with `unauthorized` for a wrong or expired one. */
export async function isSigned(call: Call, { delivery }: Pick<Library, 'delivery'>): Promise<boolean> {
  const { urlEndpoint, below } = targetOf(call)
  if (!/[?&]ik-s=/.test(below)) return false
  const privateKey = await delivery.privateKey()
  const verdict = checkSignature(urlEndpoint + below, { urlEndpoint, privateKey })
  if (verdict === 'expired') throw refusal('This URL has expired: have it signed anew.')
  if (verdict === 'wrong') throw refusal('The signature is not right: sign the URL with this library’s private key.')
  return verdict === 'valid'
}

/** Whether the library’s own page asks, which browsers tell and no other page can. */
export const isOwnPage = ({ req }: Call): boolean =>
  !req.url.startsWith('http:') || req.header('sec-fetch-site') === 'same-origin'

/** Whether steps are transformations with a saved name only, which the library’s owner has allowed by naming them. */
export function isNamedAlone(steps: readonly Step[]): boolean {
  const items = steps.flat()
  const isNamed = (item: Item) => item.kind === 'parameter' && item.code === 'n' && !isBuiltIn(item.value ?? '')
  return items.length > 0 && items.every(isNamed)
}

/** Whether a picture is shown by signed URLs alone: a private one, unless by transformations with a saved name only. */
export const needsSignature = (picture: { isPrivate: boolean }, steps: readonly Step[]): boolean =>
  picture.isPrivate && !isNamedAlone(steps)

/** Fails with `unauthorized` where a picture needs a signature, and whoever asks is not trusted by one or by their page. */
export function expectSignature(picture: { isPrivate: boolean }, steps: readonly Step[], isTrusted: boolean): void {
  if (!isTrusted && needsSignature(picture, steps)) throw refusal('This picture is private: its URL has to be signed.')
}
