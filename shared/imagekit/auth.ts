import { keyedHash } from './sign.ts'

const halfAnHour = 1800

/** What an upload from a browser is authenticated with; `expire` in seconds since 1970. */
export interface AuthenticationParameters {
  token: string
  expire: number
  signature: string
}

/**
 * Signs a token and an expiry with the private key, so that a client may upload without it.
 * Where they are absent, empty or 0, the token is a new UUID and the expiry half an hour from `now` (milliseconds).
 * Errors: MISSING_PRIVATE_KEY.
 */
export function getAuthenticationParameters(options: {
  privateKey: string
  token?: string
  expire?: number
  now?: number
}): AuthenticationParameters {
  const token = options.token || crypto.randomUUID()
  const expire = options.expire || Math.floor((options.now ?? Date.now()) / 1000) + halfAnHour
  return { token, expire, signature: keyedHash(options.privateKey, `${token}${expire}`) }
}
