import type { Library } from '../../../electron/engine/library.ts'
import { cpuSeconds } from './cpu.ts'
import type { Timed } from './import.ts'

/** Imports the files as the desktop window does, and resolves when all are stored. */
export async function importFiles(library: Library, paths: string[]): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const stop = library.listen((event) => {
    if (event.type === 'imports.progressed' && event.progress.state === 'done') resolve()
  })
  await library.call('imports.paths', { paths }, 'magpie')
  await promise
  stop()
}

/** What the import takes of this process and its decode hosts. */
export async function timeFiles(library: Library, files: string[]): Promise<Timed> {
  const cpuBefore = cpuSeconds(process.pid)
  const startedAt = performance.now()
  await importFiles(library, files)
  const seconds = (performance.now() - startedAt) / 1000
  return { seconds, cpu: cpuSeconds(process.pid) - cpuBefore }
}
