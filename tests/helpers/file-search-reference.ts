import type { Condition, Expression } from '../../electron/engine/file-search/grammar.ts'
import type { KnownItem } from './file-search-library.ts'
import { day } from './file-search-library.ts'

type Scalar = string | number | null

const formats: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
}
const lengths: Record<string, number> = { h: day / 24, d: day, w: 7 * day }
const units: Record<string, number> = { kb: 1024, mb: 1024 * 1024 }

const dateOf = (text: string, now: number) => {
  const ago = /^(\d+)([hdw])$/.exec(text)
  if (ago) return now - Number(ago[1]) * (lengths[ago[2] ?? ''] ?? 0)
  return Date.parse(/T.*(Z|[+-]\d\d:?\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`)
}
const sizeOf = (text: string) => Number.parseFloat(text) * (units[text.replace(/[\d.]/g, '')] ?? 1)

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
const wordsOf = (text: string): string[] => plain(text).match(/[\p{L}\p{N}]+/gu) ?? []

function hasWords(text: string, wanted: string): boolean {
  const [words, looked] = [wordsOf(text), wordsOf(wanted)]
  return looked.every((word, at) =>
    at === looked.length - 1 ? words.some((one) => one.startsWith(word)) : words.includes(word),
  )
}

const bytes = (text: string) => Buffer.from(text, 'utf8')
const compare = (a: Scalar, b: Scalar): number => {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(bytes(a), bytes(b))
  return Number(a) - Number(b)
}

/** Whether one value passes; a null passes nothing. */
function passes(value: Scalar, operator: Condition['operator'], given: readonly Scalar[]): boolean {
  if (value === null) return false
  const [first = null] = given
  if (operator === 'EXISTS') return true
  if (operator === 'IN' || operator === '=') return given.some((one) => one === value)
  if (operator === ':') return String(value).startsWith(String(first))
  if (operator === 'HAS') return hasWords(String(value), String(first))
  const order = compare(value, first)
  return { '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }[operator]
}

/** The values of an item’s field, and how those of a query are read for it. */
function fieldOf(item: KnownItem, field: string, now: number): [Scalar[], (text: string) => Scalar] {
  const text = (value: string) => value
  const custom = field.startsWith('customMetadata.') ? field.slice(15) : undefined
  if (custom === 'shot on')
    return [(item.metadata[custom] ?? []).map((one) => Date.parse(String(one))), (one) => dateOf(one, now)]
  if (custom === 'amount') return [item.metadata[custom] ?? [], Number]
  if (custom === 'done') return [item.metadata[custom] ?? [], (one) => Number(one === 'true')]
  if (custom) {
    const options: Record<string, Scalar> = { 5: 5, 7: 7, true: 1 }
    return [item.metadata[custom] ?? [], (one) => (custom === 'credit' ? one : (options[one] ?? one))]
  }
  const taken: Scalar[] = [item.takenAt === null ? null : Date.parse(`${item.takenAt}Z`)]
  const fields: Record<string, [Scalar[], (text: string) => Scalar]> = {
    name: [[item.name], text],
    tags: [item.tags, text],
    type: [[item.type], text],
    id: [[item.id], text],
    createdBy: [[item.sources[0]?.client ?? null], text],
    createdAt: [[item.createdAt], (one) => dateOf(one, now)],
    updatedAt: [[item.updatedAt], (one) => dateOf(one, now)],
    width: [[item.width], Number],
    height: [[item.height], Number],
    size: [[item.size], sizeOf],
    format: [[item.contentType], (one) => formats[one] ?? `image/${one}`],
    private: [[item.isPrivate], (one) => Number(one === 'true')],
    published: [[item.isPublished], (one) => Number(one === 'true')],
    transparency: [[item.hasAlpha], (one) => Number(one === 'true')],
    url: [item.sources.map(({ url }) => url), text],
    'embeddedMetadata.DateTimeOriginal': [taken, (one) => dateOf(one, now)],
  }
  return fields[field] ?? [[null], text]
}

const isBelow = (path: string, folder: string) =>
  path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`)

function meets(item: KnownItem, { field, operator, isNegated, values }: Condition, now: number): boolean {
  const texts = values.map(({ text }) => text)
  if (field === 'path') {
    const isThere = operator === ':' ? isBelow(item.folder, texts[0] ?? '/') : texts.includes(item.folder)
    return isThere !== isNegated
  }
  const [own, read] = fieldOf(item, field, now)
  const given = texts.map(read)
  return own.some((value) => passes(value, operator, given)) !== isNegated
}

/** Whether an item passes a query: the slow way, without any of the program’s. */
export function passesQuery(item: KnownItem, expression: Expression, now: number): boolean {
  if (expression.kind === 'condition') return meets(item, expression, now)
  const results = expression.parts.map((part) => passesQuery(item, part, now))
  return expression.kind === 'and' ? results.every(Boolean) : results.some(Boolean)
}

type Order = 'name' | 'createdAt' | 'updatedAt' | 'width' | 'height' | 'size'

/** In the order that is wanted: nulls first, then by image where the order is of images, by row and by kind. */
export function inOrder(items: readonly KnownItem[], order: Order, descending: boolean): KnownItem[] {
  const isOfImages = ['width', 'height', 'size'].includes(order)
  const image = (item: KnownItem) => (isOfImages ? (item.image ?? 0) : 0)
  const byKey = (a: Scalar, b: Scalar) =>
    a === null || b === null ? Number(b === null) - Number(a === null) : compare(a, b)
  const sorted = items.toSorted(
    (a, b) => byKey(a[order], b[order]) || image(a) - image(b) || a.rowId - b.rowId || a.kind - b.kind,
  )
  return descending ? sorted.reverse() : sorted
}
