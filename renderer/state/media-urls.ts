import { formatTransformation, type Step } from '#shared/imagekit/grammar.ts'
import type { Dialect } from '#shared/imagekit/option.ts'
import { url } from '#shared/imagekit/url.ts'
import type { ImageDetail } from '#shared/schema.ts'

/** How a URL of a transformed picture is written, and whether it is signed; without `expireSeconds` it never expires. */
export interface Spelling {
  dialect: Dialect
  position: 'path' | 'query'
  naming: Naming
  isSigned: boolean
  expireSeconds: number | null
}

/** By what a URL names its picture: the content hash, the first path in the library, or the first URL it came from. */
export type Naming = 'hash' | 'path' | 'source'

/** Where URLs of pictures begin: below the first address that the library listens at, else below the page’s own. */
export const endpointOf = (addresses: readonly string[], origin: string): string =>
  `${addresses[0]?.replace(/\/+$/, '') ?? origin}/media`

/** What a URL calls a picture; undefined where it has no such name. */
export function nameOf({ hash, files, sources }: ImageDetail, naming: Naming): string | undefined {
  if (naming === 'hash') return hash
  if (naming === 'source') return sources.find(({ url }) => /^https?:/i.test(url))?.url
  const file = files.find(({ trashedAt }) => trashedAt === null)
  return file && `${file.folder.replace(/\/$/, '')}/${file.name}`
}

/** The unsigned URL of a transformed picture; a picture without the name that is wished for is named by its hash. */
export function mediaUrl(picture: ImageDetail, steps: readonly Step[], endpoint: string, spelling: Spelling): string {
  const { dialect, position: transformationPosition, naming } = spelling
  const raw = formatTransformation([...steps])
  return url({
    ...{ urlEndpoint: endpoint, dialect, transformationPosition, path: nameOf(picture, naming) ?? picture.hash },
    transformation: raw ? [{ raw }] : [],
  })
}
