import type { Step } from '#shared/imagekit/grammar.ts'
import type { Named, NamedPicture } from './index/named.ts'

/** Finds the picture that a name stands for; undefined where the library holds none. Nothing is ever fetched. */
export type Resolve = (name: string) => Promise<NamedPicture | undefined>

function decodedBy(decode: (text: string) => string, text: string): string {
  try {
    return decode(text)
  } catch {
    return text
  }
}

/** A URL as it may have been stored: as it is, without the escapes that clients add, without any. */
const spellings = (url: string) =>
  new Set([url, decodedBy(decodeURI, url), decodedBy(decodeURIComponent, url)].map((one) => one.toWellFormed()))

/**
 * Reads names of pictures: a content hash (64 hex digits), a path of the library (`/folder/name.jpg`, or without its
 * first slash), or the URL that it came from (`https:/` is enough).
 */
export function createResolve(named: Named): Resolve {
  async function fromUrl(url: string): Promise<NamedPicture | undefined> {
    for (const spelling of spellings(url)) {
      const found = await named.fromUrl(spelling)
      if (found) return found
    }
    return undefined
  }

  async function atPath(path: string): Promise<NamedPicture | undefined> {
    const segments = path.toWellFormed().split('/').filter(Boolean)
    const name = segments.pop()
    return name === undefined ? undefined : named.atPath(`/${segments.join('/')}`, name)
  }

  return async (name) => {
    if (/^https?:\//i.test(name)) return fromUrl(name.replace(/^(https?):\/+/i, '$1://'))
    const isHash = /^[0-9a-f]{64}$/.test(name)
    return (isHash ? await named.withHash(name) : undefined) ?? atPath(name)
  }
}

/** The picture that is named, or else the one that the steps name as default. */
export async function findPicture(name: string, steps: readonly Step[], resolve: Resolve) {
  const found = await resolve(name)
  if (found) return found
  const given = steps.flat().find((item) => item.kind === 'parameter' && item.code === 'di')
  const other = given?.kind === 'parameter' && given.value ? given.value.replaceAll('@@', '/') : undefined
  return other === undefined ? undefined : resolve(other)
}
