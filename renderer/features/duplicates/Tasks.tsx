import type { DuplicateTask } from '#shared/duplicates.ts'
import { useDuplicates } from '../../state/window.ts'
import { formatCount } from '../../ui/format.ts'
import { taskWords } from './words.ts'

/** The work on duplicates that goes on, and how far it is. */
export function Tasks() {
  const tasks = useDuplicates((state) => state.tasks)
  return (
    <>
      {tasks
        .filter(({ state }) => state === 'running')
        .map((task) => (
          <Running key={task.task} task={task} />
        ))}
    </>
  )
}

function Running({ task: { task, done, total } }: { task: DuplicateTask }) {
  const isCounted = total > 0
  const progress =
    task === 'searching' ? `${Math.floor((100 * done) / Math.max(total, 1))} %` : formatCount(total - done)
  return (
    <div className="task">
      <span>{taskWords[task]}</span>
      <span>{isCounted && (task === 'searching' ? progress : `${progress} left`)}</span>
      <progress aria-label={taskWords[task]} value={isCounted ? done : undefined} max={isCounted ? total : undefined} />
    </div>
  )
}
