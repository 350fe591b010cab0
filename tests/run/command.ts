import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** How a command ended: its exit code, what it printed (empty when it printed straight on), seconds taken. */
export interface Ended {
  code: number
  output: string
  seconds: number
}

/** Runs a command of the project’s tools (`tsc -b`) in its root; `live` lets it print straight on. */
export function runCommand(command: string, { live }: { live: boolean }): Promise<Ended> {
  const PATH = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter)
  const started = performance.now()
  const child = spawn(command, {
    cwd: root,
    shell: true,
    env: { ...process.env, PATH },
    stdio: live ? 'inherit' : 'pipe',
  })
  const output: string[] = []
  const keep = (chunk: Buffer) => output.push(chunk.toString())
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  return new Promise((resolve) => {
    child.on('close', (code) =>
      resolve({ code: code ?? 1, output: output.join(''), seconds: (performance.now() - started) / 1000 }),
    )
  })
}
