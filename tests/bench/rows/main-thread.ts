import { constants, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Delays } from '../lib/delays.ts'
import { type Desktop, findBinary, withDesktop } from '../lib/desktop.ts'
import { photographs } from '../lib/photographs.ts'
import { startScript } from '../lib/scripts.ts'
import { makeLibrary } from '../library/make.ts'
import type { BenchOptions, BenchRow } from './row.ts'

const needles = ['j', 'example.', 'shop', 'site0123.', 'nowhere-to-be-found']

/** Runs `work` on a copy of the synthetic library, so that the next run finds the library as it was. */
async function withCopy<T>({ images, library }: BenchOptions, work: (copy: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'magpie-bench-desktop-'))
  const copy = join(folder, 'library')
  try {
    cpSync(await makeLibrary(images, library), copy, { recursive: true, mode: constants.COPYFILE_FICLONE })
    return await work(copy)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Watches the event loop of Electron’s main process until the function that comes back is called. */
async function watchMain({ app }: Desktop): Promise<() => Promise<Delays>> {
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
    const histogram = monitorEventLoopDelay({ resolution: 1 })
    histogram.enable()
    Object.assign(globalThis, { histogram })
  })
  return () =>
    app.evaluate(() => {
      const histogram = Reflect.get(globalThis, 'histogram') as ReturnType<typeof monitorEventLoopDelay>
      histogram.disable()
      const at = (percent: number) => histogram.percentile(percent) / 1e6
      return { p50: at(50), p99: at(99), max: histogram.max / 1e6 }
    })
}

/** Imports the files as if they were chosen in the dialog, and searches all the while. */
async function importAndSearch({ app, client }: Desktop, files: string[]) {
  await app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths })
  }, files)
  const startedAt = performance.now()
  const { job } = await client.host.chooseFiles({})
  let searches = 0
  const isDone = async () => (await client.imports.list({})).some(({ id, state }) => id === job && state === 'done')
  while (!(await isDone())) await client.images.list({ text: needles[searches++ % needles.length] ?? '' })
  return { seconds: (performance.now() - startedAt) / 1000, searches }
}

async function measure(desktop: Desktop, files: string[]) {
  const idle = startScript<'start' | 'stop', Delays | null>('idle')
  await idle.ask('start')
  const stopMain = await watchMain(desktop)
  const work = await importAndSearch(desktop, files)
  const main = await stopMain()
  const plain = (await idle.ask('stop')) as Delays
  await idle.end()
  return { main, plain, ...work }
}

export const mainThreadRow: BenchRow = {
  name: 'main-thread',
  title: 'Electron’s main thread while importing and searching',
  aim: 'p99 of its event-loop delay at most twice that of an idle Node process at the same time',
  async run(options) {
    const { path, isOwn } = findBinary()
    const sizes = await Promise.all([2, 6, 12].map((megapixels) => photographs(megapixels, options.pictures)))
    const files = sizes.flat()
    const { main, plain, seconds, searches } = await withCopy(options, (copy) =>
      withDesktop(copy, (desktop) => measure(desktop, files)),
    )
    const row = (name: string, { p50, p99, max }: Delays) => [name, p50, p99, max, p99 / plain.p99]
    const rate = (files.length / seconds).toFixed(0)
    const notes = [
      `${files.length} photographs imported at ${rate}/s into ${options.images.toLocaleString('en')} images, ${searches} searches meanwhile.`,
      `The binary: ${path} (${isOwn ? 'Electron itself' : 'stands in for Electron'}).`,
    ]
    const header = ['event loop of', 'p50, ms', 'p99, ms', 'max, ms', 'p99 / idle']
    return { header, rows: [row('an idle Node process', plain), row('Electron’s main process', main)], notes }
  },
}
