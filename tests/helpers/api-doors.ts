import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { type App, type AppOptions, createApp } from '../../electron/api/app.ts'
import { type ServeOptions, serve } from '../../electron/api/serve.ts'
import { createLibrary, type Library, type LibraryOptions } from '../../electron/engine/library.ts'

/** The two ways into the same handler that every behaviour is tested over. */
export const transports = ['the handler', 'a socket'] as const
export type TransportName = (typeof transports)[number]

/** A library of its own behind open doors. */
export interface Doors {
  library: Library
  directory: string
  app: App
  /** Asks as a program would: no header of a browser is added. */
  ask(path: string, init?: RequestInit): Promise<Response>
  /** Where the port is; a made-up port when there is no socket. */
  base: string
  port: number
  close(): Promise<void>
}

/** Opens an empty library in a folder of its own, over one transport; outputs are checked against the contract. */
export async function openDoors(
  transport: TransportName,
  options: AppOptions = {},
  serving: Partial<ServeOptions> = {},
  more: Partial<LibraryOptions> = {},
): Promise<Doors> {
  const directory = await mkdtemp(join(tmpdir(), 'magpie-doors-'))
  const library = await createLibrary({ directory, ...more })
  const app = createApp(library, { checkOutputs: true, ...options })
  const server = transport === 'a socket' ? await serve(app, { port: 0, token: options.token, ...serving }) : undefined
  const port = server?.port ?? 8010
  const base = `http://127.0.0.1:${port}`
  return {
    ...{ library, directory, app, base, port },
    ask: (path, init) => (server ? fetch(base + path, init) : app.fetch(new Request(base + path, init))),
    async close() {
      await server?.close()
      await library.close()
      await rm(directory, { recursive: true })
    },
  }
}

/** A small picture of many colours, another one for each seed; `side` in pixels. */
export function makePicture(seed: number, format: 'png' | 'jpeg' | 'webp' = 'png', side = 48): Promise<Buffer> {
  const channels = 3
  const data = Buffer.alloc(side * side * channels)
  let state = seed * 2654435761 + 1
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    data[i] = ((i / channels / side + seed * 40) & 255) ^ ((state >>> 24) & 63)
  }
  return sharp(data, { raw: { width: side, height: side, channels } })
    .toFormat(format)
    .toBuffer()
}

/** The form that the stock client posts: fields first, then the file. */
export function pictureForm(bytes: Uint8Array, fields: Record<string, string>, filename = 'image'): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', new Blob([new Uint8Array(bytes)]), filename)
  return form
}

/** Stores a picture by imgcache’s route and answers with its entry. */
export async function storePicture(doors: Doors, bytes: Uint8Array, url: string, more: Record<string, string> = {}) {
  const body = pictureForm(bytes, { url, client_name: 'tester', ...more })
  const response = await doors.ask('/images', { method: 'POST', body })
  return {
    status: response.status,
    entry: (await response.json()) as Record<string, string> & { content_hash: string },
  }
}
