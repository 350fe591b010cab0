/** The origin of the window's page; no other page is ever shown. */
export const pageOrigin = 'app://magpie'

/** Whether that address is a page of ours. */
export function isOwnPage(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && `${url.protocol}//${url.host}` === pageOrigin
}

/** The address as it may be handed to the user's browser: of the web, without a password; undefined for all others. */
export function webAddress(address: string): string | undefined {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined
  return url.href
}
