import { Failure } from '#shared/failure.ts'
import type { BlobStore } from '../blobs/store.ts'
import { type Drawing, type Input, pictureName } from '../media/drawing.ts'
import type { MediaPool } from '../media/pool.ts'
import type { Answer, Asked, HostKind, Pictures, Task } from '../media/protocol.ts'
import { sniff } from '../media/sniff.ts'
import { readHead } from '../pictures.ts'
import type { Facts } from './planning.ts'
import { createMemory } from './remember.ts'

const rememberedFacts = 5000
const rememberedSizes = 2000

/** Every input that a drawing is made of, those of its layers with them. */
function inputsOf({ input, operations }: Drawing): Input[] {
  const layers = operations.flatMap((operation) => (operation.kind === 'layer' ? inputsOf(operation.drawing) : []))
  return [input, ...layers]
}

/** What files and decode hosts know: facts of pictures, and pictures as hosts take them. */
export function createSources({ media, blobs }: { media: MediaPool; blobs: BlobStore }) {
  const facts = createMemory<Facts | undefined>(rememberedFacts)
  const sizes = createMemory<unknown>(rememberedSizes)

  /** Asks a decode host. Fails with `unreadable` where a picture cannot be decoded or drawn. */
  async function ask<T extends Task>(kind: HostKind, task: T, asked: Asked<T>): Promise<Answer<T>> {
    try {
      return await media.transform(kind, task, asked)
    } catch (error) {
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
    if (input.kind !== 'vector') return {}
    const { width, height } = input
    const png = await ask('svg', 'rasterize', { path: blobs.pathOf(input.hash), width, height })
    return { [pictureName(input)]: { png } }
  }

  async function picturesOf(drawing: Drawing): Promise<Pictures> {
    const inputs = new Map(inputsOf(drawing).map((input) => [JSON.stringify(input), input]))
    return Object.assign({}, ...(await Promise.all([...inputs.values()].map(pictureOf))))
  }

  /** Asks once for what depends on nothing else than what is asked. */
  const remembered = <T>(key: unknown, find: () => Promise<T>) => sizes(JSON.stringify(key), find) as Promise<T>

  return {
    ask,
    picturesOf,
    /** What is known of a page, counted from 0. */
    facts: (hash: string, page = 0) => facts(`${hash} ${page}`, () => describe(hash, page)),
    trimmed: (drawing: Drawing, tolerance: number) =>
      remembered([drawing, tolerance], async () =>
        ask('raster', 'trim', { drawing, tolerance, pictures: await picturesOf(drawing) }),
      ),
    lettering: (lettering: Asked<'measure'>) => remembered(lettering, () => ask('raster', 'measure', lettering)),
  }
}
