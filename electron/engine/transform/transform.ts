import { readFile } from 'node:fs/promises'
import { Failure } from '#shared/failure.ts'
import type { Step } from '#shared/imagekit/grammar.ts'
import { openHasher } from '../blobs/hasher.ts'
import type { BlobStore } from '../blobs/store.ts'
import type { Box } from '../media/drawing.ts'
import type { MediaPool } from '../media/pool.ts'
import { contentTypes } from '../media/sniff.ts'
import { createNamed } from './named.ts'
import { type Plan, plan } from './plan.ts'
import { createSources } from './sources.ts'

/** What the browser said that `auto` values depend on; device pixels. */
export interface ClientHints {
  dpr?: number
  width?: number
  viewportWidth?: number
  saveData?: boolean
}

/** What is asked for: a picture by content hash, the steps as parsed, and what `auto` needs of the request. */
export interface TransformRequest {
  image: string
  steps: Step[]
  /** The Accept header. */
  accept: string
  hints: ClientHints
  /** Whether a malformed value is refused instead of ignored with a warning. */
  strict: boolean
  /** The part of the picture that `fo-custom` keeps, in pixels. */
  coordinates?: Box
}

/** What a transformation comes to, known before its pixels are. */
export interface Prepared {
  /** Hash of the resolved plan: the strong ETag and the name of the variant. */
  key: string
  contentType: string
  width: number
  height: number
  /** Malformed values that were ignored, in words. */
  warnings: string[]
  /** Request headers that decided. */
  vary: string[]
  /** Whether the answer is the bytes of the picture asked for, untouched. */
  isOriginal: boolean
  /** Milliseconds by part, for Server-Timing. */
  timing: Record<string, number>
}

/** A rendered variant. */
export interface Rendered extends Omit<Prepared, 'isOriginal'> {
  bytes: Uint8Array
}

export interface TransformsOptions {
  media: MediaPool
  blobs: BlobStore
  /** Pixels of one picture that are decoded and drawn at most. */
  maxPixels: number
  /** The picture at a library path or source URL, for layers. */
  resolve(path: string): Promise<{ hash: string } | undefined>
  /** The text of a transformation saved under a name. */
  named?(name: string): string | undefined
}

/** To be raised whenever the same plan becomes other pixels. */
const engineVersion = 1

async function keyOf(resolved: Plan): Promise<string> {
  const hasher = await openHasher()
  hasher.update(new TextEncoder().encode(JSON.stringify([engineVersion, resolved])))
  return hasher.digest()
}

/**
 * Plans and renders transformations. Both functions fail with `invalid` for what cannot be rendered (`field` is the
 * code at fault), `notFound` for a missing picture, `unsupported` for hosted AI and video, `unreadable` for a picture
 * that cannot be decoded and `cancelled` when the signal says so.
 */
export function createTransforms({ media, blobs, maxPixels, resolve, named = () => undefined }: TransformsOptions) {
  const { facts, ask, picturesOf, ...measures } = createSources({ media, blobs })
  const find = async (path: string) => {
    const found = await resolve(path)
    return found && facts(found.hash)
  }
  const sources = { ...measures, find, named: createNamed(named) }
  const underWay = new Map<string, Promise<Uint8Array>>()

  async function planned(request: TransformRequest, signal?: AbortSignal) {
    const started = performance.now()
    const source = await facts(request.image)
    if (!source) throw new Failure('notFound', 'The picture is not in the library.', { field: 'image' })
    const { plan: resolved, warnings, vary } = await plan(request, source, { sources, maxPixels, signal })
    const { drawing, encoding } = resolved
    const contentType = encoding ? `image/${encoding.format}` : contentTypes[source.format]
    const isOriginal = encoding === null
    const { width, height } = drawing
    const key = await keyOf(resolved)
    const timing = { plan: performance.now() - started }
    return { resolved, prepared: { key, contentType, width, height, warnings, vary, isOriginal, timing } }
  }

  async function bytesOf({ drawing, encoding, source }: Plan): Promise<Uint8Array> {
    if (!encoding) return readFile(blobs.pathOf(source))
    return ask('raster', 'render', { drawing, encoding, source, pictures: await picturesOf(drawing) })
  }

  /** Equal plans under way are rendered once. */
  function bytesOnce(key: string, resolved: Plan): Promise<Uint8Array> {
    const bytes = underWay.get(key) ?? bytesOf(resolved).finally(() => underWay.delete(key))
    underWay.set(key, bytes)
    return bytes
  }

  return {
    /** Tells what a request comes to without rendering it: enough to answer one that has the variant already. */
    prepare: async (request: TransformRequest, signal?: AbortSignal): Promise<Prepared> =>
      (await planned(request, signal)).prepared,
    async render(request: TransformRequest, signal?: AbortSignal): Promise<Rendered> {
      const { resolved, prepared } = await planned(request, signal)
      if (signal?.aborted) throw new Failure('cancelled', 'Nobody waits for the picture any more.')
      const started = performance.now()
      const bytes = await bytesOnce(prepared.key, resolved)
      const { isOriginal, timing, ...told } = prepared
      return { ...told, bytes, timing: { ...timing, render: performance.now() - started } }
    },
  }
}

export type Transforms = ReturnType<typeof createTransforms>
