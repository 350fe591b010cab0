import type { DuplicateSettings, ProtectedSource } from '#shared/duplicates.ts'
import type { Copies, CopyRow, CopySource } from '../index/copies.ts'
import type { Copy } from './best.ts'

/** The host of a URL; '' for one without. */
const domainOf = (url: string): string => URL.parse(url)?.hostname ?? ''

const isOf = (source: CopySource, { kind, value }: ProtectedSource): boolean => {
  if (kind === 'client') return source.client === value
  if (kind === 'urlPrefix') return source.url.startsWith(value)
  const domain = domainOf(source.url)
  return domain === value || domain.endsWith(`.${value}`)
}

const distinct = (values: string[]) => [...new Set(values)].filter((value) => value !== '').sort()

function toCopy(row: CopyRow, sources: CopySource[], { protectedSources }: DuplicateSettings): Copy {
  return {
    ...row,
    lossless: row.lossless === null ? null : row.lossless === 1,
    hasExif: row.hasExif === 1,
    urls: new Set(sources.map(({ url }) => url)).size,
    clients: distinct(sources.map(({ client }) => client)),
    domains: distinct(sources.map(({ url }) => domainOf(url))),
    isProtected: protectedSources.some((wanted) => sources.some((source) => isOf(source, wanted))),
  }
}

/** Reads copies (row ids) as the rules look at them; sources decide which are protected. */
export async function readCopies(
  index: Copies,
  images: readonly number[],
  settings: DuplicateSettings,
): Promise<Copy[]> {
  const sources = Map.groupBy(await index.sources(images), ({ image }) => image)
  const rows = await index.rows(images)
  return rows.map((row) => toCopy(row, sources.get(row.image) ?? [], settings))
}
