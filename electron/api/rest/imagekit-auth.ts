import { Failure } from '#shared/failure.ts'
import { getAuthenticationParameters } from '#shared/imagekit/auth.ts'
import type { Library } from '../../engine/library.ts'
import type { FormFields } from '../form.ts'
import { isEqual } from '../token.ts'
import { invalid } from './imagekit-errors.ts'
import { readWebToken } from './imagekit-web-token.ts'

/** Seconds that a signature may be good for are less than these; a web token may say these, too. */
const hour = 3600

/** The user of Basic authentication, whatever its password; undefined where there is none. */
function userOf(request: Request): string | undefined {
  const [, value] = /^basic +([\w+/=-]+) *$/i.exec(request.headers.get('authorization') ?? '') ?? []
  return value === undefined ? undefined : Buffer.from(value, 'base64').toString().split(':', 1)[0] || undefined
}

/** Whether a request shows a key at all. */
export const showsKey = (request: Request): boolean => request.headers.has('authorization')

/** Fails with `unauthorized` where a request shows no private key, with `forbidden` where it is another one. */
export async function expectPrivateKey(request: Request, privateKey: () => Promise<string>): Promise<void> {
  const shown = userOf(request)
  if (shown === undefined)
    throw new Failure('unauthorized', 'Give the private key of this library as the user of Basic authentication.')
  if (!isEqual(shown, await privateKey()))
    throw new Failure('forbidden', 'This is not the private key of this library; Magpie’s settings show it.')
}

/** What a browser sends in place of the private key; all four are needed. */
export interface BrowserKey {
  publicKey: string
  token: string
  expire: string
  signature: string
}

/** Lets each signed token in once, also over a restart. `now` in milliseconds. */
export function createTokens({ doorMemory }: Pick<Library, 'doorMemory'>, now: () => number) {
  function expectTime(field: string, expire: string, from: number, to: number): number {
    const at = /^\d{1,12}$/.test(expire) ? Number(expire) : Number.NaN
    if (at > from && at < to) return at
    throw invalid(
      field,
      `“${field}” must be a time in seconds since 1970, later than now and less than an hour ahead; is a clock wrong?`,
    )
  }

  async function use(token: string, at: number, seconds: number): Promise<void> {
    if (!(await doorMemory.spendToken(token, at, seconds)))
      throw invalid('token', 'This token was used before: each is good for one upload.')
  }

  const secondsNow = () => Math.floor(now() / 1000)

  return {
    /** Fails with `invalid` for a wrong signature or time, and for a token that was used. */
    async spend({ token, expire, signature }: BrowserKey, privateKey: string): Promise<void> {
      const seconds = secondsNow()
      const at = expectTime('expire', expire, seconds, seconds + hour)
      const expected = getAuthenticationParameters({ privateKey, token, expire: at }).signature
      if (!isEqual(signature, expected))
        throw invalid('signature', 'The signature is not that of this token and time by this library’s private key.')
      await use(token, at, seconds)
    },
    /** The same of a JSON Web Token that signs all fields beside it. */
    async spendWebToken(fields: FormFields, privateKey: string): Promise<void> {
      const seconds = secondsNow()
      const expiry = await readWebToken(fields, privateKey)
      const at = expectTime('exp', expiry, seconds, seconds + hour + 1)
      // The signature may be written in several ways; what it signs may not.
      await use(String(fields.get('token')).replace(/\.[^.]*$/, ''), at, seconds)
    },
  }
}

export type Tokens = ReturnType<typeof createTokens>
