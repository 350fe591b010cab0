import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** What a scan found, and how long each of its turns took in ms. */
export interface ScanTimes {
  hits: number
  milliseconds: number[]
}

/** A scan in C: `arguments` as its source says; the last one is the number of turns. */
export type NativeScan = (...parameters: (string | number)[]) => Promise<ScanTimes>

const run = promisify(execFile)

/** Compiles `native/<name>.c` into the folder; undefined where there is no gcc, or a processor without AVX2. */
export function compileScan(name: string, folder: string): NativeScan | undefined {
  const source = fileURLToPath(new URL(`../native/${name}.c`, import.meta.url))
  const program = join(folder, name)
  const { status } = spawnSync('gcc', ['-O3', '-mavx2', source, '-o', program], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) return undefined
  return async (...parameters) => {
    const { stdout } = await run(program, parameters.map(String))
    const [hits = 0, ...milliseconds] = stdout.split(' ').map(Number)
    return { hits, milliseconds }
  }
}
