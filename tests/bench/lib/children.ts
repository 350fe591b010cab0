import type { ChildProcess } from 'node:child_process'

const running = new Set<ChildProcess>()

/** Remembers a child process of the bench until it ends. */
export function track<Child extends ChildProcess>(child: Child): Child {
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/** Ends what a row that failed has left running, so that the bench ends too. */
export function endChildren(): void {
  for (const child of running) child.kill('SIGKILL')
}
