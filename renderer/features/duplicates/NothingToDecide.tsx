import type { Failure } from '#shared/failure.ts'
import { widestWish } from '../../state/duplicates.ts'
import { useDuplicates, useHost, useTriage, useWindow } from '../../state/window.ts'
import { Button } from '../../ui/Button.tsx'
import { formatBits, formatCount, formatPictures } from '../../ui/format.ts'
import { CheckIcon, DuplicatesIcon, WarningIcon } from '../../ui/icons.tsx'
import { Message } from '../../ui/Message.tsx'
import { SearchAgain } from './SearchAgain.tsx'
import { taskWords } from './words.ts'

/** What stands on the stage while there is no cluster to decide on: why, and the way on. */
export function NothingToDecide() {
  const { queue, failure, isPending, tasks } = useDuplicates((state) => state)
  const decided = useTriage(({ decisions }) => decisions.filter(({ isUndone }) => !isUndone).length)
  const running = tasks.find(({ state }) => state === 'running')
  if (failure) return <Unreadable failure={failure} />
  if (!queue || isPending || queue.total > 0) return <Waiting words="Reading the queue …" />
  if (queue.loading) return <Waiting words="Reading the duplicates of the library …" />
  if (running) return <Waiting words={`${taskWords[running.task]} …`} />
  return decided > 0 ? <AllDecided decided={decided} /> : <NoneFound />
}

function Unreadable({ failure }: { failure: Failure }) {
  const { duplicates } = useWindow()
  return (
    <div className="nothing">
      <Message icon={<WarningIcon />} title={failure.message} tone="problem">
        <div className="message-buttons">
          <Button look="main" onClick={() => duplicates.getState().retry()}>
            Try again
          </Button>
        </div>
      </Message>
    </div>
  )
}

const Waiting = ({ words }: { words: string }) => (
  <div className="nothing" role="status">
    <Message icon={<DuplicatesIcon />} title={words}>
      <p>What is found comes into the queue by itself.</p>
    </Message>
  </div>
)

function AllDecided({ decided }: { decided: number }) {
  const { triage } = useWindow()
  const hasMore = useDuplicates((state) => (state.open ?? 0) > 0)
  return (
    <div className="nothing">
      <Message icon={<CheckIcon />} title={hasMore ? 'Nothing is left within these filters' : 'The queue is empty'}>
        <p>{`You decided on ${formatCount(decided)} ${decided === 1 ? 'cluster' : 'clusters'}. New ones come by themselves.`}</p>
        <div className="message-buttons">
          <Button onClick={() => void triage.getState().undo()}>Undo the last decision</Button>
          <Widen />
        </div>
      </Message>
    </div>
  )
}

function NoneFound() {
  const images = useHost(({ info }) => info?.images ?? 0)
  const { distance } = useDuplicates((state) => state.wish)
  return (
    <div className="nothing">
      <Message icon={<DuplicatesIcon />} title="No duplicates here">
        <p>{`None within ${formatBits(distance)} among ${formatPictures(images)}.`}</p>
        <div className="message-buttons">
          <Widen />
          <SearchAgain />
        </div>
      </Message>
    </div>
  )
}

/** Leads to the clusters that the radius and the filters leave out. */
function Widen() {
  const { duplicates } = useWindow()
  const open = useDuplicates((state) => state.open) ?? 0
  if (open === 0) return null
  const widen = () => {
    const { wish, setWish } = duplicates.getState()
    setWish({ ...widestWish, order: wish.order, kinds: undefined })
  }
  return (
    <Button look="main" onClick={widen}>
      {open === 1 ? 'Show the one outside these filters' : `Show the ${formatCount(open)} outside these filters`}
    </Button>
  )
}
