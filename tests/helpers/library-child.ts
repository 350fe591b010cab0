import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { createLibrary, type Library } from '../../electron/engine/library.ts'
import { createClient } from '../../shared/client.ts'
import { blackPng } from './hostile.ts'

// A process of its own that opens a library and works on it until it is killed. Told by its arguments:
// hold DIR: only holds it · store DIR: stores without end, eight at a time · import DIR PATH: imports a folder ·
// export DIR PATH: exports all pictures, enlarged, into a folder ·
// apply DIR: plans what to do with near-duplicates, and does it.
// Each line it writes was true when it was written: `open`, a content hash that was acknowledged, `planned`,
// `N written`, `done`, `failed CODE`.

const [work = '', directory = '', path = ''] = process.argv.slice(2)
const atOnce = 8
const say = (line: string) => writeSync(1, `${line}\n`)

/** Every fourth one is a picture, so that decode hosts are at work, too. */
function nextBytes(count: number): Buffer {
  const salt = randomBytes(16)
  if (count % 4 === 0) return Buffer.concat([blackPng(40, 30), salt])
  return Buffer.concat([salt, Buffer.alloc(1 + (salt.readUInt16LE(0) % 120_000), count & 255)])
}

async function storeOne(library: Library, count: number): Promise<void> {
  const bytes = nextBytes(count)
  const chunks = (async function* () {
    for (let at = 0; at < bytes.length; at += 16_384) yield bytes.subarray(at, at + 16_384)
  })()
  const source = { url: `https://example.org/${process.pid}/${count}`, clientName: 'crash' }
  const { entry } = await library.store(chunks, source)
  say(entry?.contentHash ?? 'nothing was stored')
}

async function storeWithoutEnd(library: Library): Promise<void> {
  let count = 0
  const worker = async () => {
    for (;;) await storeOne(library, ++count)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

async function importFolder(library: Library): Promise<void> {
  library.listen((event) => {
    if (event.type === 'imports.progressed' && event.progress.state === 'done') say('done')
  })
  await library.call('imports.paths', { paths: [path] }, 'magpie')
}

async function exportAll(library: Library): Promise<void> {
  const { items } = await library.call('images.list', { text: '', view: 'library', offset: 0, limit: 1000 }, 'magpie')
  library.listen((event) => {
    if (event.type !== 'exports.progressed' || event.progress.done === 0) return
    say(event.progress.state === 'done' ? 'done' : `${event.progress.done} written`)
  })
  const hashes = items.map(({ hash }) => hash)
  await library.call('exports.start', { hashes, transformation: 'w-1600,f-png', folder: path }, 'magpie')
}

async function applyPlan(library: Library): Promise<void> {
  const { duplicates } = createClient({
    call: async (name, input) => ({ ok: true, value: await library.call(name, input as never, 'magpie') }),
  })
  const wish = { distance: 10, sameDomain: false, acrossClients: false }
  while ((await duplicates.list({ ...wish, order: 'tightest', offset: 0, limit: 0 })).loading)
    await new Promise((resolve) => setTimeout(resolve, 20))
  const { id, groups } = await duplicates.plan({ ...wish, kinds: ['reencoded'] })
  say('planned')
  await duplicates.apply({ plan: id, groups: groups.map((group) => group.id), exclude: [] })
  say('done')
}

try {
  const library = await createLibrary({ directory })
  say('open')
  if (work === 'store') await storeWithoutEnd(library)
  else if (work === 'import') await importFolder(library)
  else if (work === 'export') await exportAll(library)
  else if (work === 'apply') await applyPlan(library)
  else setInterval(() => {}, 1000)
} catch (error) {
  say(`failed ${(error as { code?: string }).code}`)
  process.exit(1)
}
