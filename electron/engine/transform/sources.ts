import { Failure } from '#shared/failure.ts'
import type { BlobStore } from '../blobs/store.ts'
import { type Drawing, type Input, type Lettering, pictureName, type Size } from '../media/drawing.ts'
import type { MediaPool } from '../media/pool.ts'
import type { Answer, Asked, HostKind, Pictures, Task } from '../media/protocol.ts'
import { sniff } from '../media/sniff.ts'
import { readHead } from '../pictures.ts'
import type { Facts } from './planning.ts'
import { createMemory } from './remember.ts'

const rememberedFacts = 5000
const rememberedSizes = 2000
const rememberedVectors = 8

type Vector = Extract<Input, { kind: 'vector' }>

function allInputsOf({ input, operations }: Drawing): Input[] {
  const layers = operations.flatMap((operation) => (operation.kind === 'layer' ? allInputsOf(operation.drawing) : []))
  return [input, ...layers]
}

/** Every input that a drawing is made of once, those of its layers with them. */
const inputsOf = (drawing: Drawing) => [
  ...new Map(allInputsOf(drawing).map((input) => [JSON.stringify(input), input])).values(),
]

/** What files and decode hosts know: facts of pictures, and pictures as hosts take them. */
export function createSources({ media, blobs }: { media: MediaPool; blobs: BlobStore }) {
  const facts = createMemory<Facts | undefined>(rememberedFacts)
  const sizes = createMemory<unknown>(rememberedSizes)
  const vectors = createMemory<Uint8Array>(rememberedVectors)

  /** Asks a decode host. Fails with `unreadable` where a picture cannot be decoded or drawn, and with `cancelled`. */
  async function ask<T extends Task>(
    kind: HostKind,
    task: T,
    asked: Asked<T>,
    signal?: AbortSignal,
  ): Promise<Answer<T>> {
    try {
      return await media.transform(kind, task, asked, signal)
    } catch (error) {
      if (signal?.aborted) throw new Failure('cancelled', 'Nobody waits for the picture any more.')
      throw new Failure('unreadable', `The picture cannot be drawn: ${(error as Error).message}`, { cause: error })
    }
  }

  async function describe(hash: string, page: number): Promise<Facts | undefined> {
    const path = blobs.pathOf(hash)
    const head = await readHead(path).catch(() => undefined)
    if (!head) return undefined
    const kind = sniff(head) === 'svg' ? 'svg' : 'raster'
    return { hash, ...(await ask(kind, 'describe', { path, page })) }
  }

  async function pictureOf(input: Input): Promise<Pictures> {
    if (input.kind === 'image') return { [input.hash]: { path: blobs.pathOf(input.hash) } }
    return input.kind === 'vector' ? { [pictureName(input)]: { png: await rasterized(input) } } : {}
  }

  const rasterized = ({ hash, width, height }: Vector) =>
    ask('svg', 'rasterize', { path: blobs.pathOf(hash), width, height })

  /** Pictures as previews are drawn from: vector pictures are remembered here, others kept by the decode host. */
  async function smallPictureOf(input: Input): Promise<Pictures> {
    if (input.kind === 'image') return { [input.hash]: { path: blobs.pathOf(input.hash), isSmall: true } }
    if (input.kind !== 'vector') return {}
    const name = pictureName(input)
    return { [name]: { png: await vectors(name, () => rasterized(input)) } }
  }

  const each =
    (toPictures: (input: Input) => Promise<Pictures>) =>
    async (drawing: Drawing): Promise<Pictures> =>
      Object.assign({}, ...(await Promise.all(inputsOf(drawing).map(toPictures))))

  /** The true size of what a drawing starts from. Fails with `notFound` where its file is gone. */
  async function sizeOf(input: Input): Promise<Size> {
    if (input.kind === 'text') return measured(input.lettering)
    if (input.kind !== 'image') return input
    const found = await factsOf(input.hash, input.page)
    if (found) return found
    throw new Failure('notFound', 'The picture is not in the library.', { field: 'image' })
  }

  /** Asks once for what depends on nothing else than what is asked. */
  const remembered = <T>(key: unknown, find: () => Promise<T>) => sizes(JSON.stringify(key), find) as Promise<T>

  /** What is known of a page, counted from 0. */
  const factsOf = (hash: string, page = 0) => facts(`${hash} ${page}`, () => describe(hash, page))
  const measured = (lettering: Lettering) => remembered(lettering, () => ask('raster', 'measure', lettering))
  const picturesOf = each(pictureOf)

  return {
    ask,
    picturesOf,
    smallPicturesOf: each(smallPictureOf),
    /** True sizes of all that a drawing starts from, to be looked up. */
    async sizesOf(drawing: Drawing): Promise<(input: Input) => Size> {
      const sized = inputsOf(drawing).map(async (input) => [JSON.stringify(input), await sizeOf(input)] as const)
      const sizes = new Map(await Promise.all(sized))
      return (input) => sizes.get(JSON.stringify(input)) as Size
    },
    facts: factsOf,
    trimmed: (drawing: Drawing, tolerance: number) =>
      remembered([drawing, tolerance], async () =>
        ask('raster', 'trim', { drawing, tolerance, pictures: await picturesOf(drawing) }),
      ),
    lettering: measured,
  }
}

export type SourceFacts = ReturnType<typeof createSources>
