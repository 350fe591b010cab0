import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const entry = fileURLToPath(new URL('../../electron/headless.ts', import.meta.url))

/** The server in a process of its own, and what it says. */
export interface HeadlessProcess {
  child: ChildProcess
  /** Resolves with all output once it holds a text, or once the program has ended. */
  says(text: string): Promise<string>
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>
}

/** Starts the server with arguments, as from a command line. */
export function startHeadless(args: string[], environment: Record<string, string> = {}): HeadlessProcess {
  const child = spawn(process.execPath, [entry, ...args], { env: { ...process.env, ...environment } })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (data) => (stdout += data))
  child.stderr.on('data', (data) => (stderr += data))
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
  const says = async (text: string) => {
    while (!stdout.includes(text) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20))
    return stdout
  }
  return { child, says, ended }
}
