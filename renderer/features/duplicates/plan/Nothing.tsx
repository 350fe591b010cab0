import { useEffect, useState } from 'react'
import type { DuplicateTask } from '#shared/duplicates.ts'
import { useAnswer } from '../../../hooks/use-answer.ts'
import { useWindow } from '../../../state/window.ts'
import { formatCount } from '../../../ui/format.ts'
import { CheckIcon, SearchIcon } from '../../../ui/icons.tsx'
import { Message } from '../../../ui/Message.tsx'
import type { PlanWish } from './use-plan.ts'

const taskWords: Record<DuplicateTask['task'], string> = {
  hashing: 'Pictures are still being hashed',
  searching: 'Pictures are still being compared by their hashes',
  comparing: 'Pairs are still being compared by their pixels',
}

/** Why there is nothing to propose: nothing is alike, all of it needs eyes, or it is not known yet. */
export function Nothing({ wish }: { wish: PlanWish }) {
  const { client } = useWindow()
  const task = useRunningTask()
  const { value } = useAnswer(JSON.stringify([wish, task === null]), () =>
    client.duplicates.list({ ...wish, limit: 0 }),
  )
  if (task) return <Working task={task} />
  const left = value?.total ?? 0
  return (
    <Message icon={<CheckIcon />} title="Nothing to propose">
      {value && left === 0 && <p>No near-duplicates are waiting for a decision.</p>}
      {left > 0 && (
        <p>
          {formatCount(left)} {left === 1 ? 'cluster needs' : 'clusters need'} your eyes: what is in{' '}
          {left === 1 ? 'it' : 'them'} may be variants, is of a kind that is not chosen above, or is protected.
        </p>
      )}
    </Message>
  )
}

function Working({ task: { task, done, total } }: { task: DuplicateTask }) {
  return (
    <Message icon={<SearchIcon />} title={taskWords[task]}>
      <p>What they are to each other is not known before. Open the plan again when this is done.</p>
      <progress value={done} max={Math.max(1, total)} aria-label={taskWords[task]} />
    </Message>
  )
}

/** The first task under way, told anew as it goes on. */
function useRunningTask(): DuplicateTask | null {
  const { client, transport } = useWindow()
  const [tasks, setTasks] = useState<readonly DuplicateTask[]>([])
  useEffect(() => {
    const take = (next: readonly DuplicateTask[]) =>
      setTasks((now) => [...now.filter(({ task }) => next.every((one) => one.task !== task)), ...next])
    const stop = transport.listen((event) => {
      if (event.type === 'duplicates.progressed') take([event.progress])
    })
    client.duplicates.tasks({}).then(take, () => {})
    return stop
  }, [client, transport])
  return tasks.find(({ state }) => state === 'running') ?? null
}
