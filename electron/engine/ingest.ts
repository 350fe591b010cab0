import { Failure } from '#shared/failure.ts'
import type { Step } from '#shared/imagekit/grammar.ts'
import type { Verdict } from '#shared/schema.ts'
import type { BlobStore, Staged } from './blobs/store.ts'
import type { Commit, Committed } from './commit.ts'
import type { Content, NewSource, Stored, StoreOptions } from './entry.ts'
import { createGate } from './gate.ts'
import type { createEntries } from './index/entries.ts'
import type { createImages } from './index/images.ts'
import { lastSegment } from './index/names.ts'
import type { MediaPool } from './media/pool.ts'
import { type Inspected, withoutPicture } from './media/protocol.ts'
import { sniff } from './media/sniff.ts'
import type { NodeMatch } from './scan/match-index.ts'
import { longestUrl } from './scan/url-arena.ts'

export interface IngestParts {
  blobs: BlobStore
  media: MediaPool
  images: ReturnType<typeof createImages>
  entries: ReturnType<typeof createEntries>
  commit: Commit
  /** Draws a file of its own by steps; fails as the renderer does. */
  draw(file: { path: string; hash: string }, steps: Step[]): Promise<Uint8Array>
  now: () => number
}

/** Thrown while staging bytes that the caller does not want stored. */
class NotAnImage extends Error {}

const likenessOf = ({ distance, detailDistance, orientation }: NodeMatch) => ({ distance, detailDistance, orientation })
const textOf = (source: NewSource) => source.filename || lastSegment(source.url) || source.url

function checkSource(source: NewSource): NewSource {
  const { url, fetchedAt } = source
  if (url === '' || url.includes('\0'))
    throw new Failure('invalid', 'A URL must hold something, and no NUL character.', { field: 'url' })
  if (Buffer.byteLength(url) > longestUrl)
    throw new Failure('invalid', `A URL may have at most ${longestUrl} bytes.`, { field: 'url' })
  if (fetchedAt !== undefined && Number.isNaN(Date.parse(fetchedAt)))
    throw new Failure('invalid', `“${fetchedAt}” is not a time in ISO 8601.`, { field: 'fetchedAt' })
  return source
}

async function* once(bytes: Uint8Array) {
  yield bytes
}

/** Lets work on the same key happen one after another. */
function createSerial() {
  const tails = new Map<string, Promise<unknown>>()
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const before = tails.get(key) ?? Promise.resolve()
    const mine = before.catch(() => {}).then(work)
    tails.set(key, mine)
    try {
      return await mine
    } finally {
      if (tails.get(key) === mine) tails.delete(key)
    }
  }
}

/** The only way in: bytes, staged and hashed, become an image, a source and a file, or a reason why not. */
export function createIngest({ blobs, media, images, entries, commit, draw, now }: IngestParts) {
  const serial = createSerial()
  const gate = createGate()

  const stageOptions = ({ limit = Number.POSITIVE_INFINITY, signal, undecodable }: StoreOptions) => ({
    limit,
    signal,
    onHead(head: Uint8Array) {
      if (undecodable === 'report' && !sniff(head)) throw new NotAnImage()
    },
  })

  /** The source as its row wants it. */
  function toRow({ url, clientName, filename, fetchedAt }: NewSource) {
    const name = filename || lastSegment(url) || null
    return { url, clientName, filename: name, fetchedAt: fetchedAt === undefined ? now() : Date.parse(fetchedAt) }
  }

  /** Decodes while the bytes become durable; both read the same cached pages. */
  async function inspectAndSeal(staged: Staged): Promise<Inspected> {
    const [inspected] = await Promise.all([media.inspect(staged.path, sniff(staged.head)), staged.seal()])
    return inspected
  }

  async function examine(staged: Staged): Promise<{ staged: Staged | null; inspected: Inspected | null }> {
    const isKnown = (await images.idOf(staged.hash)) !== undefined
    if (isKnown && (await blobs.has(staged.hash, staged.byteSize))) {
      await staged.discard()
      return { staged: null, inspected: null }
    }
    // A known image whose blob was lost gets it back.
    if (isKnown) await staged.seal()
    return { staged, inspected: isKnown ? null : await inspectAndSeal(staged) }
  }

  async function verdictOf(staged: Staged, source: NewSource, { arrived, near }: Committed): Promise<Verdict> {
    const [nearest] = near ? await images.summaries([near.image]) : []
    return {
      name: textOf(source),
      kind: arrived.kind,
      hash: staged.hash,
      near: near && nearest ? { ...likenessOf(near), hash: nearest.hash } : null,
      reason: null,
    }
  }

  /** The facts that a check asks for, of bytes that are known or were looked at. */
  async function contentOf({ hash, byteSize }: Staged, inspected: Inspected | null): Promise<Content> {
    const { contentType, width, height } = inspected ?? (await images.get(hash)) ?? withoutPicture('ok', '')
    return { byteSize, contentType, width, height }
  }

  async function admit(fresh: Staged, source: NewSource, options: StoreOptions): Promise<Stored> {
    const { staged, inspected } = await examine(fresh)
    const target = (await options.target) ?? null
    if (target?.check) target.check(await contentOf(fresh, inspected))
    const { thumbnail, ...picture } = inspected ?? { ...withoutPicture('ok', ''), thumbnail: null }
    const committed = await commit.add({
      staged,
      thumbnail,
      arrival: {
        hash: fresh.hash,
        byteSize: fresh.byteSize,
        source: toRow(source),
        picture: inspected && picture,
        trashed: options.trashed ?? 'restore',
        target,
      },
    })
    const verdict = await verdictOf(fresh, source, committed)
    const [entry] = await entries.bySource([committed.arrived.sourceId])
    return {
      verdict: { ...verdict, reason: inspected?.reason ?? null },
      entry: entry ?? null,
      file: committed.arrived.file,
    }
  }

  async function refuse(error: unknown, source: Promise<NewSource>): Promise<Stored> {
    if (!(error instanceof NotAnImage)) throw error
    const name = textOf(await source)
    return {
      verdict: { name, kind: 'notImage', hash: null, near: null, reason: 'No decoder knows these bytes.' },
      entry: null,
      file: null,
    }
  }

  /** What is stored of bytes: themselves, or what the target's steps make of them. */
  async function drawn(given: Staged, options: StoreOptions): Promise<Staged> {
    let staged: Staged | undefined
    try {
      const steps = (await options.target)?.steps
      staged = steps ? await blobs.stage(once(await draw(given, steps)), stageOptions(options)) : given
      return staged
    } finally {
      if (staged !== given) await given.discard()
    }
  }

  async function store(stage: Promise<Staged>, source: Promise<NewSource>, options: StoreOptions): Promise<Stored> {
    source.catch(() => {})
    const staged = await stage.then((given) => drawn(given, options)).catch((error) => refuse(error, source))
    if ('verdict' in staged) return staged
    try {
      const known = checkSource(await source)
      return await gate.enter(() => serial(staged.hash, () => admit(staged, known, options)))
    } catch (error) {
      await staged.discard()
      throw error
    }
  }

  return {
    /** Bytes by stream. */
    bytes: (chunks: AsyncIterable<Uint8Array>, source: NewSource | Promise<NewSource>, options: StoreOptions = {}) =>
      store(blobs.stage(chunks, stageOptions(options)), Promise.resolve(source), options),
    /** A file of this computer. */
    path: (path: string, source: NewSource, options: StoreOptions = {}) =>
      store(blobs.stageFile(path, stageOptions(options)), Promise.resolve(source), options),
    /** Refuses what is not staged yet, and resolves when all the rest is stored. */
    close: gate.close,
  }
}

export type Ingest = ReturnType<typeof createIngest>
