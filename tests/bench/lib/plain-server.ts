import { startScript } from './scripts.ts'

/** What the bare server answers to each path, from memory. */
export interface PlainAnswers {
  contentType: string
  bodies: Map<string, Uint8Array>
}

/** A bare `node:http` server in a process of its own: the limit that other servers on this machine can be held to. */
export async function startPlainServer(answers: PlainAnswers): Promise<{ port: number; close(): Promise<void> }> {
  const script = startScript<PlainAnswers, number>('plain-server')
  return { port: await script.ask(answers), close: script.end }
}
