import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect } from 'vitest'
import { parseTransformation, type Step } from '#shared/imagekit/grammar.ts'
import { openHasher } from '../../electron/engine/blobs/hasher.ts'
import { createBlobStore, makeBlobFolders } from '../../electron/engine/blobs/store.ts'
import { openVariants } from '../../electron/engine/blobs/variants.ts'
import { createMediaPool } from '../../electron/engine/media/pool.ts'
import {
  createTransforms,
  type Prepared,
  type TransformRequest,
  type Transforms,
} from '../../electron/engine/transform/transform.ts'

/** What a request says beside its transformation. */
export type Asked = Partial<Omit<TransformRequest, 'image' | 'steps'>>

/** Transformations of pictures in a folder of their own, by real decode hosts; no library around them. */
export interface OpenTransforms {
  transforms: Transforms
  /** Stores a picture under a path; answers its content hash. */
  store(path: string, bytes: Uint8Array): Promise<string>
  /** Deletes the file of a picture behind the engine’s back. */
  lose(hash: string): Promise<void>
  /** Renders the picture at that path as a transformation tells; PNG where it names no format. */
  render(path: string, transformation: string, asked?: Asked): Promise<Prepared & { bytes: Uint8Array }>
  request(path: string, transformation: string, asked?: Asked): TransformRequest
  close(): Promise<void>
}

function stepsOf(text: string): Step[] {
  const parsed = parseTransformation(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem.message}`)
  return parsed.steps
}

const usual: Asked = { accept: '', hints: {}, strict: false }
const mebibyte = 1024 * 1024

export async function openTransforms(named: Record<string, string> = {}): Promise<OpenTransforms> {
  const directory = await mkdtemp(join(tmpdir(), 'magpie-test-'))
  await makeBlobFolders(directory)
  const blobs = createBlobStore(directory)
  const variants = openVariants({ directory, limit: 64 * mebibyte })
  const limits = { maxPixels: 50_000_000, maxMemory: 1024 * mebibyte }
  const media = createMediaPool({ nodeBinary: process.execPath, ...limits, log: () => {} })
  const paths = new Map<string, string>()
  const transforms = createTransforms({
    media,
    blobs,
    variants,
    maxPixels: limits.maxPixels,
    named: (name) => (Object.hasOwn(named, name) ? named[name] : undefined),
    resolve: async (path) => {
      const hash = paths.get(path)
      return hash === undefined ? undefined : { hash, isPrivate: false }
    },
  })

  function request(path: string, transformation: string, asked: Asked = {}): TransformRequest {
    const image = paths.get(path) ?? path
    return { ...usual, image, steps: stepsOf(transformation), ...asked } as TransformRequest
  }

  return {
    transforms,
    request,
    async store(path, bytes) {
      const hasher = await openHasher()
      hasher.update(bytes)
      const hash = hasher.digest()
      await writeFile(blobs.pathOf(hash), bytes)
      paths.set(path, hash)
      return hash
    },
    lose: (hash) => rm(blobs.pathOf(hash)),
    async render(path, transformation, asked) {
      const opened = await transforms.open(request(path, transformation, asked))
      return { ...opened, bytes: await opened.bytes() }
    },
    async close() {
      media.close()
      await variants.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** Upright RGBA pixels of encoded bytes, with a look at one of them. */
export async function pixelsOf(bytes: Uint8Array) {
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const { width, height } = info
  return {
    data,
    width,
    height,
    at(x: number, y: number): number[] {
      const start = (y * width + x) * 4
      return [...data.subarray(start, start + 4)]
    },
  }
}

/** Expects each channel of a pixel to be within a few levels; opaque where no opacity is told. */
export function expectNear(actual: readonly number[], wanted: readonly number[], most = 3): void {
  const differences = actual.map((value, channel) => Math.abs(value - (wanted[channel] ?? 255)))
  expect(Math.max(...differences), `${actual} is not near ${wanted}`).toBeLessThanOrEqual(most)
}
