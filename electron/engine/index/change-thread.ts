import { dirname, join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { Failure } from '#shared/failure.ts'
import type { Changed } from './changes.ts'
import { createChanging } from './changing.ts'
import { openDatabases } from './database.ts'
import { type ChangeAnswer, type ChangeStart, changesOf } from './large-changes.ts'
import { createReserve } from './reserve.ts'

// Makes one large change in a thread of its own, with a connection of its own, so that nobody waits who only reads.

async function change({ path, name, input, at }: ChangeStart): Promise<Changed> {
  const databases = openDatabases(path)
  try {
    const changing = createChanging(databases, createReserve(join(dirname(path), 'reserve')), () => at)
    const make = changesOf(changing)[name] as (...input: unknown[]) => Promise<Changed>
    return await make(...input)
  } finally {
    databases.close()
  }
}

async function answer(): Promise<ChangeAnswer> {
  try {
    return { ok: true, value: await change(workerData as ChangeStart) }
  } catch (error) {
    if (error instanceof Failure) return { ok: false, failure: error.toData() }
    return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

parentPort?.postMessage(await answer())
