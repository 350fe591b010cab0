import { verify } from 'hono/jwt'
import type { FormFields } from '../form.ts'
import { invalid } from './imagekit-errors.ts'

/** Fields that no token can sign: what is uploaded, and the token itself. */
const unsigned = ['file', 'token']

const textOf = (claim: unknown) => (typeof claim === 'object' ? JSON.stringify(claim) : String(claim))

/** Its claims, by the key of HS256; times are not looked at. Fails with `invalid` for what this key did not sign. */
async function claimsOf(token: string, privateKey: string): Promise<Record<string, unknown>> {
  try {
    return await verify(token, privateKey, { alg: 'HS256', exp: false, iat: false, nbf: false })
  } catch {
    throw invalid('token', '“token” must be a JSON Web Token, signed by this library’s private key with HS256.')
  }
}

/**
 * Reads the JSON Web Token of an upload by a page (RFC 7519; ImageKit’s upload API V2), whose claims are the fields of
 * the form; answers when it expires, in seconds since 1970 as the token has it. Fails with `invalid`, naming the field
 * that is not as it was signed.
 */
export async function readWebToken(fields: FormFields, privateKey: string): Promise<string> {
  const { exp, iat: _issued, nbf: _begins, ...claims } = await claimsOf(fields.get('token') ?? '', privateKey)
  const names = new Set([...fields.keys(), ...Object.keys(claims)])
  for (const name of unsigned) names.delete(name)
  for (const name of names) {
    const isAsSigned = Object.hasOwn(claims, name) && fields.get(name) === textOf(claims[name])
    if (!isAsSigned) throw invalid(name, `“${name}” is not as the token has it: sign the fields as they are sent.`)
  }
  return textOf(exp)
}
