import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLibrary, type Library } from '../../../electron/engine/library.ts'
import { cpuSeconds } from '../lib/cpu.ts'
import type { ImportWork, Timed } from '../lib/import.ts'
import { answerWith } from '../lib/scripts.ts'

async function importFiles(library: Library, paths: string[]): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const stop = library.listen((event) => {
    if (event.type === 'imports.progressed' && event.progress.state === 'done') resolve()
  })
  await library.call('imports.paths', { paths }, 'magpie')
  await promise
  stop()
}

async function time(library: Library, files: string[]): Promise<Timed> {
  const cpuBefore = cpuSeconds(process.pid)
  const startedAt = performance.now()
  await importFiles(library, files)
  const seconds = (performance.now() - startedAt) / 1000
  return { seconds, cpu: cpuSeconds(process.pid) - cpuBefore }
}

answerWith(async ({ warmUp, files }: ImportWork): Promise<Timed> => {
  const directory = mkdtempSync(join(tmpdir(), 'magpie-bench-'))
  const library = await createLibrary({ directory })
  try {
    await importFiles(library, warmUp)
    return await time(library, files)
  } finally {
    await library.close()
    rmSync(directory, { recursive: true, force: true })
  }
})
