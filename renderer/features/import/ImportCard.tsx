import type { ImportProgress, Verdict } from '#shared/schema.ts'
import { sumOf } from '../../state/jobs.ts'
import { useJobs, useView, useWindow } from '../../state/window.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { formatCount } from '../../ui/format.ts'
import { CloseIcon, DownIcon, NearIcon, UpIcon } from '../../ui/icons.tsx'
import { useReview } from './use-review.ts'
import { Verdicts } from './Verdicts.tsx'
import { countWords } from './words.ts'

/** One live card for all imports: how far they are, and what became of each file. */
export function ImportCard() {
  const { jobs: store, view } = useWindow()
  const jobs = useJobs((state) => state.jobs)
  const isOpen = useView((state) => state.isImportOpen)
  if (jobs.length === 0) return null
  const isRunning = jobs.some(({ state }) => state === 'running')
  const setOpen = (isImportOpen: boolean) => view.setState({ isImportOpen })
  const close = () => {
    store.getState().dismiss()
    setOpen(true)
  }
  return (
    <section className="card" aria-label="Import">
      <header className="card-head">
        <h2>{titleOf(jobs)}</h2>
        <IconButton label={isOpen ? 'Show less' : 'Show more'} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? <DownIcon /> : <UpIcon />}
        </IconButton>
        <IconButton label="Close the import card" onClick={close}>
          <CloseIcon />
        </IconButton>
      </header>
      {isRunning && <Progress jobs={jobs} />}
      <p className="card-counts" aria-live={isRunning ? 'off' : 'polite'}>
        {countWords(sumOf(jobs)).join(' · ') || 'Looking at what there is …'}
      </p>
      {isOpen && <Remedies />}
      {isOpen && <Verdicts verdicts={jobs.flatMap(({ verdicts }) => verdicts).slice(0, 100)} />}
    </section>
  )
}

function titleOf(jobs: readonly ImportProgress[]): string {
  const running = jobs.filter(({ state }) => state === 'running')
  const [first] = running.length > 0 ? running : jobs
  const what = jobs.length === 1 ? (first?.label ?? '') : `${jobs.length} imports`
  if (running.length > 0) return `Adding ${what}`
  return jobs.every(({ state }) => state === 'cancelled') ? `Stopped: ${what}` : `Done: ${what}`
}

function Progress({ jobs }: { jobs: readonly ImportProgress[] }) {
  const { jobs: store, actions } = useWindow()
  const done = jobs.reduce((sum, job) => sum + job.done, 0)
  const isCounted = jobs.every(({ total }) => total !== null)
  const total = jobs.reduce((sum, job) => sum + (job.total ?? job.done), 0)
  const rate = jobs.filter(({ state }) => state === 'running').reduce((sum, job) => sum + job.rate, 0)
  return (
    <div className="card-progress">
      <progress
        aria-label="Import"
        value={isCounted ? done : undefined}
        max={isCounted ? Math.max(total, 1) : undefined}
      />
      <span>
        {formatCount(done)}
        {isCounted && ` of ${formatCount(total)}`}
        {rate > 0 && ` · ${rate < 10 ? rate.toFixed(1) : formatCount(Math.round(rate))} a second`}
      </span>
      <Button look="quiet" onClick={() => void actions.attempt(() => store.getState().cancel())}>
        Stop
      </Button>
    </div>
  )
}

/** What can still be done: about near-duplicates, and about files that were not stored. */
function Remedies() {
  const { jobs: store, actions } = useWindow()
  const jobs = useJobs((state) => state.jobs)
  const { deletedBefore, notImage } = sumOf(jobs.filter(({ state }) => state !== 'running'))
  const { near } = sumOf(jobs)
  if (deletedBefore + notImage + near === 0) return null
  return (
    <div className="import-remedies">
      {near > 0 && <Review near={near} verdicts={jobs.flatMap(({ verdicts }) => verdicts)} />}
      {deletedBefore > 0 && (
        <Button onClick={() => void actions.attempt(() => store.getState().restoreDeleted())}>
          Restore {deletedBefore === 1 ? 'it' : `all ${formatCount(deletedBefore)}`} from the trash
        </Button>
      )}
      {notImage > 0 && (
        <Button onClick={() => void actions.attempt(() => store.getState().storeSkipped())}>
          Store {notImage === 1 ? 'the file' : `the ${formatCount(notImage)} files`} anyway
        </Button>
      )}
    </div>
  )
}

/** Leads to the near-duplicates that came in, the newest of them first. */
function Review({ near, verdicts }: { near: number; verdicts: Verdict[] }) {
  const review = useReview()
  const newest = verdicts.find((verdict) => verdict.near)?.hash ?? null
  return (
    <Button icon={<NearIcon />} onClick={() => review(newest)}>
      Review {near === 1 ? 'the near-duplicate' : `${formatCount(near)} near-duplicates`}
    </Button>
  )
}
