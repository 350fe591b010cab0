import { startScript } from './scripts.ts'

/** Files to import into a new library, after others that wake its decode host. */
export interface ImportWork {
  warmUp: string[]
  files: string[]
}

export interface Timed {
  seconds: number
  /** Processor time of the process that has the library, and of its decode hosts. */
  cpu: number
}

/** Imports the files as the desktop window does, into a new library in a process of its own. */
export async function timeImport(work: ImportWork): Promise<Timed> {
  const script = startScript<ImportWork, Timed>('import', { UV_THREADPOOL_SIZE: '16' })
  const timed = await script.ask(work)
  await script.end()
  return timed
}
