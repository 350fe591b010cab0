import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { openIndex } from '../../electron/engine/index/index.ts'
import { createRandom, type Random } from '../bench/library/random.ts'

/** A file, former version or folder as the tests know it; null where it has no such thing. */
export interface KnownItem {
  kind: number
  rowId: number
  type: 'file' | 'file-version' | 'folder'
  id: string
  name: string
  folder: string
  createdAt: number
  updatedAt: number
  width: number | null
  height: number | null
  size: number | null
  contentType: string | null
  hasAlpha: number | null
  takenAt: string | null
  isPrivate: number | null
  isPublished: number | null
  image: number | null
  tags: string[]
  sources: { client: string; url: string }[]
  metadata: Record<string, (string | number)[]>
}

export const day = 86_400_000
export const firstDay = Date.UTC(2025, 0, 1)
export const folderPaths = ['/', '/a', '/a/b', '/ab', '/Z']
export const nameWords = ['Cat', 'cat', 'DOG', 'dögs', 'émile', 'IMG', '0007', 'ß', '写真', '\u{1f408}x']
export const tagWords = ['red', 'Red car', 'summer sale', 'x']
export const clientNames = ['scraper', 'magpie', 'Bot']
const contentTypes = ['image/jpeg', 'image/png', 'image/svg+xml', 'application/octet-stream']

const customFields = [
  { name: 'credit', schema: { type: 'Text' }, values: ['Ana', 'ana', 'Bob B'] },
  { name: 'amount', schema: { type: 'Number' }, values: [0, 1, 2.5, -3] },
  {
    name: 'shot on',
    schema: { type: 'Date' },
    values: ['2025-01-02', '2025-01-02T12:00:00Z', '2025-01-03T01:00:00+02:00'],
  },
  { name: 'done', schema: { type: 'Boolean' }, values: [0, 1] },
  { name: 'mood', schema: { type: 'SingleSelect', selectOptions: ['calm', 5, true] }, values: ['calm', 5, 1] },
  { name: 'colors', schema: { type: 'MultiSelect', selectOptions: ['red', 'green', 7] }, values: ['red', 'green', 7] },
]

const hex = (random: Random) => Buffer.from(random.bytes(12)).toString('hex')
const maybe = <T>(random: Random, percent: number, value: T): T | null => (random.chance(percent) ? value : null)
const some = <T>(random: Random, from: readonly T[]): T[] => from.filter(() => random.chance(30))

function makeName(random: Random, number: number): string {
  const words = [random.pick(nameWords), random.pick(nameWords)]
  return `${words.join(random.pick(['-', '_', ' ', '.', '']))}${maybe(random, 80, `-${number}`) ?? `~${number}`}.jpg`
}

type Write = (table: string, row: Record<string, unknown>) => number

function openWriter(path: string): { write: Write; close(): void } {
  const database = new SQLite(path)
  const write: Write = (table, row) => {
    const columns = Object.keys(row)
    const insert = database.prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    )
    return Number(insert.run(...Object.values(row)).lastInsertRowid)
  }
  database.exec('BEGIN')
  return {
    write,
    close() {
      database.exec('COMMIT')
      database.close()
    },
  }
}

const noFacts = { width: null, height: null, size: null, contentType: null, hasAlpha: null, takenAt: null }
const nothing = { ...noFacts, isPrivate: null, isPublished: null, image: null, tags: [], sources: [], metadata: {} }

function makeFolder(random: Random, write: Write, path: string, removed_at: number | null): KnownItem {
  const id = hex(random)
  const [createdAt, updatedAt] = [firstDay + random.below(10) * day, firstDay + random.below(10) * day]
  const public_id = Buffer.from(id, 'hex')
  const folder = path.slice(0, Math.max(1, path.lastIndexOf('/')))
  const parent_id = folderPaths.indexOf(folder) + 1
  const times = { created_at: createdAt, updated_at: updatedAt, removed_at }
  const rowId = write('folders', { parent_id, path, public_id, ...times })
  const name = path.slice(path.lastIndexOf('/') + 1)
  return { kind: 2, rowId, type: 'folder', id, name, folder, createdAt, updatedAt, ...nothing }
}

function makeImage(random: Random, write: Write) {
  const width = maybe(random, 90, 100 * (1 + random.below(4)))
  const facts = {
    width,
    height: width && 50 * (1 + random.below(6)),
    size: 512 * (1 + random.below(6)),
    contentType: random.pick(contentTypes),
    hasAlpha: random.pick([null, 0, 1]),
    takenAt: maybe(random, 50, new Date(firstDay + random.below(5) * day).toISOString().slice(0, 19)),
  }
  const { size: byte_size, contentType: content_type, hasAlpha: has_alpha, takenAt: taken_at, height } = facts
  const row = { content_type, byte_size, width, height, has_alpha, taken_at, decode_status: 'ok', created_at: firstDay }
  return { facts, image: write('images', { content_hash: Buffer.from(random.bytes(32)), ...row }) }
}

function makeSources(random: Random, write: Write, image: number, next: () => number) {
  const sources = Array.from({ length: 1 + random.below(2) }, () => ({
    client: random.pick(clientNames),
    url: `https://${random.pick(['a', 'b'])}.example/${random.below(5)}`,
  }))
  for (const { client, url } of sources) {
    // The one seen last is not always the one that came last.
    const times = { first_seen_at: firstDay, fetched_at: firstDay, seq: next() * (random.chance(50) ? 1 : -1) }
    write('sources', { image_id: image, url, client_name: client, filename: null, ...times })
  }
  return sources
}

function makeMetadata(random: Random, write: Write, file: number): KnownItem['metadata'] {
  const metadata: KnownItem['metadata'] = {}
  for (const [at, { name, values, schema }] of customFields.entries()) {
    const chosen =
      schema.type === 'MultiSelect' ? some<string | number>(random, values) : [random.pick<string | number>(values)]
    if (random.chance(50) || chosen.length === 0) continue
    metadata[name] = chosen
    for (const value of chosen) write('file_metadata', { file_id: file, field_id: at + 1, value })
  }
  return metadata
}

/** Writes a library of random rows, the same in every run, and answers all in it that a search may find. */
export function makeSearchLibrary(directory: string, count: number): { path: string; items: KnownItem[] } {
  const path = join(directory, 'index.db')
  openIndex(path, Date.now).close({ clean: true })
  const random = createRandom(7)
  const { write, close } = openWriter(path)
  let seq = 0
  const next = () => ++seq
  const folders = folderPaths.slice(1).map((folder) => makeFolder(random, write, folder, null))
  makeFolder(random, write, '/gone', firstDay)
  for (const { name, schema } of customFields) {
    const row = { public_id: Buffer.from(random.bytes(12)), name, label: name, schema: JSON.stringify(schema) }
    write('custom_fields', { ...row, created_at: firstDay })
  }
  const images = Array.from({ length: Math.ceil(count / 2) }, () => {
    const made = makeImage(random, write)
    return { ...made, sources: makeSources(random, write, made.image, next) }
  })

  function makeFile(number: number): KnownItem[] {
    const { facts, image, sources } = random.pick(images)
    const [id, name, folder] = [hex(random), makeName(random, number), random.pick(folderPaths)]
    const [createdAt, updatedAt] = [firstDay + random.below(10) * day, firstDay + random.below(10) * day]
    const [isPrivate, isPublished] = [Number(random.chance(20)), Number(random.chance(80))]
    const trashed_at = maybe(random, 10, firstDay)
    const place = {
      public_id: Buffer.from(id, 'hex'),
      image_id: image,
      folder_id: folderPaths.indexOf(folder) + 1,
      name,
    }
    const times = { created_at: createdAt, updated_at: updatedAt, trashed_at, changed_seq: 0 }
    const rowId = write('files', { ...place, ...times, is_private: isPrivate, is_published: isPublished })
    const tags = some(random, tagWords)
    for (const tag of tags) write('file_tags', { file_id: rowId, tag })
    const known = { id, name, folder, createdAt, updatedAt, isPrivate, isPublished, tags }
    const metadata = makeMetadata(random, write, rowId)
    const file: KnownItem = { ...known, kind: 0, rowId, type: 'file', ...facts, image, sources, metadata }
    const found = random.chance(20) ? [file, makeVersion(file)] : [file]
    return trashed_at === null ? found : []
  }

  function makeVersion(file: KnownItem): KnownItem {
    const { facts, image, sources } = random.pick(images)
    const createdAt = firstDay + random.below(10) * day
    const row = { public_id: Buffer.from(random.bytes(12)), file_id: file.rowId, image_id: image, number: 1 }
    const rowId = write('file_versions', { ...row, created_at: createdAt })
    return { ...file, ...facts, kind: 1, rowId, type: 'file-version', createdAt, image, sources }
  }

  const files = Array.from({ length: count }, (_, at) => makeFile(at)).flat()
  close()
  return { path, items: [...files, ...folders] }
}
