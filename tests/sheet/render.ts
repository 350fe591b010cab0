import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { type App, createApp } from '../../electron/api/app.ts'
import { createLibrary, type Library } from '../../electron/engine/library.ts'
import type { Example, PictureName } from './example.ts'
import { examplePictures } from './pictures.ts'

/** An example with what the library answered to it. */
export interface RenderedExample extends Example {
  url: string
  status: number
  contentType: string
  bytes: Buffer
  /** Width and height of the answer; empty where it is no picture. */
  became: string
  /** Why it was refused, or what was ignored. */
  remark: string
  milliseconds: number
  /** What is not as it is due. */
  fault?: string
}

const base = 'http://127.0.0.1:8010'

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function fill(library: Library): Promise<void> {
  for (const [name, bytes] of Object.entries(await examplePictures()))
    await library.store(once(bytes), { url: `https://example.com/${name}`, clientName: 'sheet', filename: name })
  const named = { badge: 'w-240,h-240,r-max' }
  await library.call('transformations.configure', { strict: false, origins: [], named }, 'magpie')
}

async function sizeOf(bytes: Buffer): Promise<string> {
  const { width, height } = await sharp(bytes).metadata()
  return `${width}x${height}`
}

function faultOf({ isRefused, size }: Example, status: number, became: string): string | undefined {
  const due = isRefused ? 400 : 200
  if (status !== due) return `was answered with ${status}`
  return size !== undefined && size !== became ? `is ${became} and not ${size}` : undefined
}

async function renderOne(app: App, example: Example): Promise<RenderedExample> {
  const { steps, picture = 'scene.jpg' as PictureName, headers = {} } = example
  const url = `/media/tr:${steps}/${picture}`
  const startedAt = performance.now()
  const answer = await app.fetch(new Request(base + url, { headers }))
  const bytes = Buffer.from(await answer.arrayBuffer())
  const milliseconds = performance.now() - startedAt
  const became = answer.ok ? await sizeOf(bytes) : ''
  const fault = faultOf(example, answer.status, became)
  return {
    ...example,
    url,
    status: answer.status,
    contentType: answer.headers.get('content-type') ?? '',
    bytes,
    became,
    remark: answer.headers.get('ik-error') ?? answer.headers.get('x-magpie-warning') ?? '',
    milliseconds,
    ...(fault !== undefined && { fault }),
  }
}

/** Renders all examples through the door of a library of their own, in a folder that is gone afterwards. */
export async function renderExamples(
  groups: Readonly<Record<string, readonly Example[]>>,
): Promise<Map<string, RenderedExample[]>> {
  const directory = await mkdtemp(join(tmpdir(), 'magpie-sheet-'))
  const library = await createLibrary({ directory })
  try {
    await fill(library)
    const app = createApp(library)
    const rendered = new Map<string, RenderedExample[]>()
    for (const [title, examples] of Object.entries(groups))
      rendered.set(title, await Promise.all(examples.map((example) => renderOne(app, example))))
    return rendered
  } finally {
    await library.close()
    await rm(directory, { recursive: true, force: true })
  }
}
