/** Percent-encodes what may not stand in a URL and keeps the escapes that are there; `?` and `#` keep their meaning. */
export const escapeUrl = (text: string) => encodeURI(text.toWellFormed()).replace(/%25([0-9a-f]{2})/gi, '%$1')

const asEscape = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`

/** Makes a transformation fit into a path: its slashes stay, yet never as `/../`, which a browser would resolve. */
export const escapeInPath = (transformation: string) =>
  escapeUrl(transformation)
    .replace(/[?#]/g, asEscape)
    .replace(/\/(?=(?:\.|%2e){1,2}(?:\/|$))/gi, asEscape)

/** Makes a transformation fit into a query as modern SDKs write it: raw, but for what would end or change the value. */
export const escapeInQuery = (transformation: string) => escapeUrl(transformation).replace(/[#&+']/g, asEscape)

/** UTF-8 in base64. */
export const base64 = (text: string) =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))

/** A path as a value: without the outer slashes, the inner ones as `@@`. */
export const pathAsValue = (path: string) => path.replace(/^\//, '').replace(/\/$/, '').replaceAll('/', '@@')
