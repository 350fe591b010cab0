import { readFile } from 'node:fs/promises'
import { Failure } from '#shared/failure.ts'
import type { Step } from '#shared/imagekit/grammar.ts'
import { openHasher } from '../blobs/hasher.ts'
import type { BlobStore } from '../blobs/store.ts'
import { startLength, type Variants } from '../blobs/variants.ts'
import type { Box } from '../media/drawing.ts'
import type { MediaPool } from '../media/pool.ts'
import { contentTypes } from '../media/sniff.ts'
import { createNamed } from './named.ts'
import type { Path } from './place.ts'
import { type Plan, plan } from './plan.ts'
import { createPlanning, type Planning, type Problem } from './planning.ts'
import { createPreview, type Preview } from './previews.ts'
import { createSources } from './sources.ts'

/** What the browser said that `auto` values depend on; device pixels. */
export interface ClientHints {
  dpr?: number
  width?: number
  viewportWidth?: number
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
  /** Whether layers show what everybody may see, so that a private picture in one is refused as `unauthorized`. */
  isPublic?: boolean
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
  /** Pixels of the result for each pixel of the page, where what the browser said decided its size. */
  contentDpr: number | undefined
  /** Whether the answer is the bytes of the picture asked for, untouched. */
  isOriginal: boolean
}

/** What a request comes to, and all that is amiss with it; `failure` tells why there is no result. */
export interface Checked {
  result: Pick<Prepared, 'width' | 'height' | 'contentType' | 'isOriginal'> | null
  problems: Problem[]
  failure: { at: Path; code: string; message: string } | null
}

/** A transformation that is planned, with the way to its bytes: kept, being rendered for another, or rendered now. */
export interface Opened extends Prepared {
  /** `onRender` hears when they are rendered for this request, and not kept from before. */
  bytes(signal?: AbortSignal, onRender?: () => void): Promise<Uint8Array<ArrayBuffer>>
  /** The bytes for who keeps them elsewhere: rendered after all that somebody waits for, and not kept here. */
  exported(): Promise<Uint8Array<ArrayBuffer>>
}

export interface TransformsOptions {
  media: MediaPool
  blobs: BlobStore
  variants: Variants
  /** Pixels of one picture that are decoded and drawn at most. */
  maxPixels: number
  /** The picture at a library path or source URL, for layers. */
  resolve(path: string): Promise<{ hash: string; isPrivate: boolean } | undefined>
  /** The text of a transformation saved under a name. */
  named?(name: string): string | undefined
}

/** To be raised whenever the same plan becomes other pixels. */
const engineVersion = 2

async function keyOf(resolved: Plan): Promise<string> {
  const hasher = await openHasher()
  hasher.update(new TextEncoder().encode(JSON.stringify([engineVersion, resolved])))
  return hasher.digest()
}

/** What the keys of a picture’s variants begin with: 16 hex digits of its content hash. */
const startOf = (hash: string) => hash.slice(0, startLength)

/**
 * Plans and renders transformations. Both fail with `invalid` for what cannot be rendered (`field` is the code at
 * fault), `notFound` for a missing picture, `unsupported` for hosted AI and video, `unreadable` for a picture that
 * cannot be decoded and `cancelled` when the signal says so.
 */
export function createTransforms(options: TransformsOptions) {
  const { media, blobs, variants, maxPixels, resolve, named = () => undefined } = options
  const known = createSources({ media, blobs })
  const { facts, ask, picturesOf } = known
  const draft = createPreview(known)
  const finder =
    ({ isPublic }: TransformRequest) =>
    async (path: string) => {
      const found = await resolve(path)
      if (isPublic && found?.isPrivate)
        throw new Failure('unauthorized', 'A picture in a layer is private: sign the URL.')
      return found && facts(found.hash)
    }
  const sources = { ...known, named: createNamed(named) }

  const planningOf = (request: TransformRequest, signal?: AbortSignal) =>
    createPlanning(request, { sources: { ...sources, find: finder(request) }, maxPixels, signal })

  async function planned(request: TransformRequest, planning: Planning) {
    const source = await facts(request.image)
    if (!source) throw new Failure('notFound', 'The picture is not in the library.', { field: 'image' })
    const found = await plan(request, source, planning)
    const { encoding } = found.plan
    return { ...found, contentType: encoding ? `image/${encoding.format}` : contentTypes[source.format] }
  }

  async function bytesOf(
    { drawing, encoding, source }: Plan,
    { signal, task = 'render' }: { signal?: AbortSignal; task?: 'render' | 'export' } = {},
  ): Promise<Uint8Array<ArrayBuffer>> {
    if (!encoding) return readFile(blobs.pathOf(source))
    const asked = { drawing, encoding, source, pictures: await picturesOf(drawing) }
    if (signal?.aborted) throw new Failure('cancelled', 'Nobody waits for the picture any more.')
    return ask('raster', task, asked, signal)
  }

  /** Plans a request, for those who decide by its plan whether they need its bytes. */
  async function open(request: TransformRequest, signal?: AbortSignal): Promise<Opened> {
    const planning = planningOf(request, signal)
    const { plan: resolved, contentType } = await planned(request, planning)
    const { width, height } = resolved.drawing
    const told = {
      contentType,
      warnings: [...new Set(planning.problems.map(({ message }) => message))],
      vary: [...planning.vary],
      contentDpr: planning.decided.dpr,
    }
    const key = await keyOf(resolved)
    const kept = startOf(resolved.source) + key
    const make = async (all: AbortSignal) => ({
      contentType,
      width,
      height,
      bytes: await bytesOf(resolved, { signal: all }),
    })
    const isOriginal = resolved.encoding === null
    const bytes = async (wanted?: AbortSignal, onRender = () => {}) => {
      if (isOriginal) return bytesOf(resolved)
      const render = (all: AbortSignal) => {
        onRender()
        return make(all)
      }
      return (await variants.get(kept, render, wanted)).bytes
    }
    const exported = async () => (await variants.peek(kept))?.bytes ?? bytesOf(resolved, { task: 'export' })
    return { key, width, height, ...told, isOriginal, bytes, exported }
  }

  /** Plans a request as one that is not strict, to tell all that is amiss with it. Renders nothing. */
  async function check(request: TransformRequest): Promise<Checked> {
    const planning = planningOf({ ...request, strict: false })
    const { problems, place } = planning
    try {
      const { plan: resolved, contentType } = await planned(request, planning)
      const { width, height } = resolved.drawing
      return { result: { width, height, contentType, isOriginal: !resolved.encoding }, problems, failure: null }
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      const code = error.field ?? 'tr'
      return { result: null, problems, failure: { at: place.of(code), code, message: error.message } }
    }
  }

  /** Draws what a request comes to quickly and not exactly; nothing of it is kept. */
  async function preview(request: TransformRequest, signal?: AbortSignal): Promise<Preview> {
    const { plan: resolved, hasAlpha } = await planned(request, planningOf(request, signal))
    return draft(resolved, hasAlpha, signal)
  }

  /** Drops what was rendered of pictures, by content hash; it can be rendered anew. */
  const forget = (images: readonly string[]) => variants.drop(new Set(images.map(startOf)))

  return { open, check, preview, forget }
}

export type Transforms = ReturnType<typeof createTransforms>
