import type { Answer, Asked, Task } from './protocol.ts'

/** One request to a decode host, waiting or in flight. */
export interface Job {
  task: Task
  asked: Asked<Task>
  /** Whether a host died while it was in flight: then it is tried alone. */
  isSuspect: boolean
  resolve(answer: Answer<Task>): void
  fail(reason: string): void
}

/** What is done in the background, for which nobody waits. */
const background: readonly Task[] = ['fingerprint', 'compare', 'export', 'embedded']

/** Jobs that wait: those for which somebody waits go before all others. */
export function createJobQueue() {
  const awaited: Job[] = []
  const others: Job[] = []
  const lineOf = ({ task }: Job) => (background.includes(task) ? others : awaited)

  return {
    append: (job: Job): void => void lineOf(job).push(job),
    /** Puts a job before all of its kind. */
    prepend: (job: Job): void => void lineOf(job).unshift(job),
    first: (): Job | undefined => awaited[0] ?? others[0],
    /** Takes the first one out. */
    shift: (): Job | undefined => awaited.shift() ?? others.shift(),
    /** Takes one out, wherever it stands; answers whether it waited. */
    remove(job: Job): boolean {
      const line = lineOf(job)
      const at = line.indexOf(job)
      if (at >= 0) line.splice(at, 1)
      return at >= 0
    },
    /** Takes all of them out. */
    clear: (): Job[] => [...awaited.splice(0), ...others.splice(0)],
  }
}
