import { describe, expect, test } from 'vitest'
import { type Import, readImports } from './helpers/imports.ts'

/**
 * A room of the house: the files whose path starts so, and what they may import. A room may always import itself.
 * `types` lists rooms of which only types may be imported, so that nothing of them is built in.
 */
interface Room {
  room: string
  rooms?: string[]
  types?: string[]
  packages?: string[]
}

const page = ['react', 'react-dom', 'zustand', '@tanstack/react-virtual']
const contractTypes = ['shared/contract.ts', 'shared/schema.ts', 'shared/events.ts', 'shared/bridge.ts']
const words = 'electron/engine/entry.ts'
const engine = 'electron/engine/'
const wire = ['hono', '@hono/node-server', '@fastify/busboy', 'prom-client', 'zod']
const decoders = ['sharp', 'exif-reader', 'bmp-ts', 'heic-decode', 'icojs']

/** Who may import what: the one allow-list. A file belongs to the room with the longest path that fits. */
const house: Room[] = [
  { room: 'shared/', packages: ['zod', '@noble/hashes'] },

  {
    room: `${engine}index/`,
    rooms: ['shared/', `${engine}media/algorithms.ts`, `${engine}scan/orientations.ts`],
    types: [words, `${engine}scan/`],
    packages: ['better-sqlite3'],
  },
  { room: `${engine}scan/`, rooms: ['shared/'], types: [`${engine}index/`] },
  {
    room: `${engine}blobs/`,
    rooms: ['shared/', `${engine}media/sniff.ts`, `${engine}recent.ts`, `${engine}shared-work.ts`],
    packages: ['hash-wasm'],
  },
  { room: `${engine}blobs/thumbnails.ts`, rooms: [`${engine}blobs/`], packages: ['better-sqlite3'] },
  { room: `${engine}media/`, rooms: ['shared/'], types: [`${engine}index/`] },
  ...['exif', 'metadata', 'open', 'thumbnail', 'decoders'].map((file) => ({
    room: `${engine}media/${file}.ts`,
    rooms: [`${engine}media/`, 'shared/'],
    packages: decoders,
  })),
  { room: `${engine}media/render/`, rooms: [`${engine}media/`, 'shared/'], packages: ['sharp'] },
  { room: engine, rooms: ['shared/'], packages: ['ipaddr.js'] },

  {
    room: 'electron/api/',
    rooms: ['shared/'],
    types: [`${engine}library.ts`, `${engine}transform/transform.ts`, words],
    packages: wire,
  },
  {
    room: 'electron/api/rest/imagekit-upload-checks.ts',
    rooms: ['shared/', 'electron/api/', `${engine}file-search/grammar.ts`, `${engine}file-search/values.ts`],
    types: [words],
  },
  { room: 'electron/', rooms: ['shared/', `${engine}library.ts`, 'electron/api/'] },
  { room: 'electron/main/', rooms: ['shared/', 'electron/'], packages: ['electron', 'zod'] },
  { room: 'electron/preload/', types: contractTypes, packages: ['electron'] },

  { room: 'renderer/', rooms: ['shared/'], types: contractTypes, packages: page },
]

const files = readImports(['shared', 'electron', 'renderer'])
const imports = [...files.values()].flat()

const roomOf = (path: string) =>
  house.filter(({ room }) => path.startsWith(room)).reduce((a, b) => (b.room.length > a.room.length ? b : a))

const isNode = (path: string) => /^electron\/(?!preload\/)/.test(path)

/** Why this import is not allowed, in words; undefined when it is. */
function complaint({ from, target, kind, isType }: Import): string | undefined {
  const room = roomOf(from)
  const rooms = [room.room, ...(room.rooms ?? []), ...(isType ? (room.types ?? []) : [])]
  if (kind === 'node') return isNode(from) ? undefined : `${from} runs in a page: it may not import ${target}`
  if (kind === 'package')
    return room.packages?.includes(target)
      ? undefined
      : `${from}: files of ${room.room} may not import the package ${target}`
  return rooms.some((allowed) => target.startsWith(allowed))
    ? undefined
    : `${from}: files of ${room.room} may not import ${target}`
}

const complaints = (of: Import[]) => of.map(complaint).filter((text) => text !== undefined)

/** Every file that is loaded when this one is, by imports that are left after compilation. */
function reachable(entry: string): Import[] {
  const seen = new Set([entry])
  for (const file of seen)
    for (const { target, kind, isType } of files.get(file) ?? []) if (kind === 'file' && !isType) seen.add(target)
  return [...seen].flatMap((file) => files.get(file) ?? []).filter(({ isType }) => !isType)
}

describe('the house', () => {
  test('every import is on the allow-list', () => {
    expect(complaints(imports)).toEqual([])
  })

  test('every import by path names a file that is there', () => {
    const sources = imports.filter(({ kind, target }) => kind === 'file' && /\.tsx?$/.test(target))
    expect(sources.filter(({ target }) => !files.has(target) && !target.endsWith('.d.ts'))).toEqual([])
  })

  test('a feature of the window never imports another feature', () => {
    const featureOf = (path: string) => /^renderer\/features\/([^/]+)\//.exec(path)?.[1]
    const crossing = imports.filter(({ from, target }) => {
      const [mine, theirs] = [featureOf(from), featureOf(target)]
      return mine && theirs && mine !== theirs
    })
    expect(crossing.map(({ from, target }) => `${from} imports ${target}`)).toEqual([])
  })

  test('what features share knows no feature', () => {
    const shared = imports.filter(({ from }) => /^renderer\/(api|state|ui|hooks)\//.test(from))
    const upwards = shared.filter(({ target }) => target.startsWith('renderer/features/'))
    expect(upwards.map(({ from, target }) => `${from} imports ${target}`)).toEqual([])
  })

  test('the page is built without the contract’s validators', () => {
    const loaded = reachable('renderer/main.tsx').map(({ target }) => target)
    expect(loaded.filter((target) => target === 'zod' || target === 'shared/contract.ts')).toEqual([])
  })
})

describe('pixels', () => {
  test('sharp is loaded in a decode host and nowhere else', () => {
    const loads = (entry: string) => reachable(entry).some(({ target }) => target === 'sharp')
    expect(loads('electron/engine/media/host.ts')).toBe(true)
    expect(['electron/main/index.ts', 'electron/main/engine-thread.ts', 'electron/headless.ts'].filter(loads)).toEqual(
      [],
    )
  })
})

describe('Electron', () => {
  test('the library, its doors and the headless start never load Electron', () => {
    const loads = (entry: string) => reachable(entry).some(({ target }) => target === 'electron')
    expect(['electron/main/engine-thread.ts', 'electron/headless.ts', 'electron/start.ts'].filter(loads)).toEqual([])
  })

  test('Electron is imported by the main process and the preload script alone', () => {
    const importers = imports.filter(({ target }) => target === 'electron').map(({ from }) => from)
    expect(importers.length).toBeGreaterThan(0)
    expect(importers.filter((file) => !/^electron\/(main|preload)\//.test(file))).toEqual([])
  })
})
