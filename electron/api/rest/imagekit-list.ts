import { z } from 'zod'
import type { FoundItem } from '#shared/file-search.ts'
import { FolderPath } from '#shared/files.ts'
import type { Call } from '../door.ts'
import { check, checkField } from './imagekit-check.ts'
import { fileDocument, folderDocument } from './imagekit-documents.ts'
import { answer, invalid } from './imagekit-errors.ts'
import { asPlace } from './imagekit-input.ts'
import { endpointOf, type Handle } from './imagekit-parts.ts'

const mostListed = 1000

const orders = {
  NAME: 'name',
  CREATED: 'createdAt',
  UPDATED: 'updatedAt',
  HEIGHT: 'height',
  WIDTH: 'width',
  SIZE: 'size',
  RELEVANCE: 'relevance',
} as const
const types = { file: 'file', 'file-version': 'fileVersion', folder: 'folder', all: 'all' } as const
const fileTypes = { all: 'all', image: 'image', 'non-image': 'nonImage' } as const

const keysOf = <T extends object>(table: T) => Object.keys(table) as [keyof T & string, ...(keyof T & string)[]]

const Whole = z
  .string()
  .regex(/^-?\d{1,15}$/, 'must be a whole number')
  .transform(Number)

export const ListInput = z.object({
  type: z.enum(keysOf(types)).optional(),
  sort: z
    .string()
    .regex(new RegExp(`^(?:ASC|DESC)_(?:${keysOf(orders).join('|')})$`), 'must be such as ASC_NAME or DESC_CREATED')
    .optional(),
  path: z.string().optional(),
  searchQuery: z.string().default(''),
  fileType: z.enum(keysOf(fileTypes)).default('all'),
  limit: Whole.pipe(z.int().min(1).max(mostListed))
    .default(mostListed)
    .meta({ type: 'integer', minimum: 1, maximum: mostListed, default: mostListed }),
  skip: Whole.pipe(z.int().min(0)).default(0).meta({ type: 'integer', minimum: 0, default: 0 }),
  name: z.string().optional(),
  tags: z.array(z.string()).optional(),
  includeFolder: z.string().toLowerCase().optional(),
})

const camelCase = (name: string) => name.replace(/_[a-z]/g, (pair) => pair.slice(1).toUpperCase())

/** The query by ImageKit’s names, whatever the client’s manner; tags may be repeated, or have commas between. */
function queryOf(call: Call): Record<string, unknown> {
  const query = new URL(call.req.url).searchParams
  const given = [...query].filter(([, value]) => value !== '').map(([name, value]) => [camelCase(name), value] as const)
  const tags = given.filter(([name]) => name === 'tags').flatMap(([, value]) => value.split(',').filter(Boolean))
  const names = given.map(([name]) => name).filter((name) => name !== 'tags')
  const [twice] = names.filter((name, at) => names.indexOf(name) < at)
  if (twice !== undefined) throw invalid(twice, `Your request has “${twice}” twice; send it once.`)
  return { ...Object.fromEntries(given), ...(tags.length > 0 ? { tags } : {}) }
}

/** A searchQuery tests names, tags and types itself. */
function filtersOf({ searchQuery, name, tags, type, includeFolder }: z.infer<typeof ListInput>) {
  if (searchQuery.trim() !== '') return { searchQuery }
  const isAll = type === undefined && includeFolder === 'true'
  return {
    type: types[isAll ? 'all' : (type ?? 'file')],
    ...(name !== undefined && { name }),
    ...(tags !== undefined && { tags }),
  }
}

function orderOf(sort = 'ASC_CREATED') {
  const [direction, field = ''] = sort.split('_')
  return { sort: orders[field as keyof typeof orders], descending: direction === 'DESC' }
}

/** What was found, in ImageKit’s shape. */
const documentOf = (item: FoundItem, endpoint: string) =>
  item.type === 'folder' ? folderDocument(item) : fileDocument(item, endpoint, item.type === 'fileVersion')

export const listFiles: Handle = async (call, { ask }) => {
  const wish = check(queryOf(call), ListInput)
  const { path, fileType, limit, skip: offset, sort } = wish
  const { items } = await ask(call, 'files.search', {
    ...filtersOf(wish),
    ...orderOf(sort),
    ...(path !== undefined && { folder: checkField('path', asPlace(path), FolderPath) }),
    fileType: fileTypes[fileType],
    ...{ limit, offset },
  })
  return answer(items.map((item) => documentOf(item, endpointOf(call))))
}
