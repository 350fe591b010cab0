import { useDuplicates, useWindow } from '../../state/window.ts'
import { Button } from '../../ui/Button.tsx'

/** Compares every picture with every other again; while that goes on, stops it. */
export function SearchAgain() {
  const { client, actions } = useWindow()
  const isSearching = useDuplicates(({ tasks }) => tasks.some(isRunningSearch))
  const search = () =>
    actions.attempt(async () => {
      const { started } = await client.duplicates.search({})
      if (started) actions.announce('Searching for duplicates')
    })
  const cancel = () =>
    actions.attempt(async () => {
      const { cancelled } = await client.duplicates.cancel({})
      if (cancelled) actions.tell('The search was stopped. What it found so far stays.')
    })
  if (isSearching) return <Button onClick={() => void cancel()}>Stop searching</Button>
  return <Button onClick={() => void search()}>Search again</Button>
}

const isRunningSearch = ({ task, state }: { task: string; state: string }) =>
  task === 'searching' && state === 'running'
