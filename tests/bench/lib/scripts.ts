import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { track } from './children.ts'

/** A child process of the bench: it answers each message, one at a time. */
export interface Script<Question, Answer> {
  ask(question: Question): Promise<Answer>
  end(): Promise<void>
}

/** Starts `processes/<name>.ts` in a process of its own. */
export function startScript<Question, Answer>(
  name: string,
  environment: NodeJS.ProcessEnv = {},
): Script<Question, Answer> {
  const path = fileURLToPath(new URL(`../processes/${name}.ts`, import.meta.url))
  const env = { ...process.env, ...environment }
  const child = track(fork(path, { serialization: 'advanced', execArgv: [], env }))
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code) => reject(new Error(`The bench’s process ${name} ended with ${code}.`)))
  })
  ended.catch(() => {})
  return {
    async ask(question) {
      child.send(question as object)
      const [answer] = await Promise.race([once(child, 'message'), ended])
      return answer as Answer
    },
    async end() {
      child.disconnect()
      await ended.catch(() => {})
    },
  }
}

/** The other side of `startScript`. */
export function answerWith<Question, Answer>(answer: (question: Question) => Promise<Answer>): void {
  process.on('message', async (question: Question) => process.send?.(await answer(question)))
  process.on('disconnect', () => process.exit(0))
}
