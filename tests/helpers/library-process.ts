import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('./library-child.ts', import.meta.url))

/** Another process at work on a library, and the lines that it has written so far. */
export interface LibraryProcess {
  lines: string[]
  /** Resolves when it has written so many lines, or has ended. */
  wrote(count: number): Promise<void>
  /** Kills it with SIGKILL, and answers with the lines that had been read before. */
  kill(): Promise<string[]>
}

/** Starts a process that works on a library: see library-child.ts. */
export function startLibraryProcess(
  ...args: ['hold' | 'store' | 'apply', string] | ['import' | 'export', string, string]
): LibraryProcess {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const lines = readLines(child)
  return {
    lines,
    async wrote(count) {
      while (lines.length < count && child.exitCode === null) await Promise.race([once(child.stdout, 'data'), ended])
    },
    async kill() {
      const before = [...lines]
      child.kill('SIGKILL')
      await ended
      return before
    },
  }
}

function readLines({ stdout }: ChildProcess): string[] {
  const lines: string[] = []
  let rest = ''
  stdout?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
  })
  return lines
}
