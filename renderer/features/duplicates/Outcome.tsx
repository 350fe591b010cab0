import { markedOf, type StageMember } from '../../state/cluster.ts'
import type { Stage } from '../../state/stage.ts'
import { formatBytes, formatCount } from '../../ui/format.ts'
import { TrashIcon } from '../../ui/icons.tsx'
import { differencesOf } from './differences.ts'
import { MergePreview } from './MergePreview.tsx'
import './outcome.css'

interface Props {
  keeper: StageMember
  candidate: StageMember
  members: StageMember[]
  stage: Stage
}

/** The candidate in values relative to the keeper, and what accepting would bring about. */
export function Outcome({ keeper, candidate, members, stage }: Props) {
  const marked = markedOf(stage)
  const unseen = stage.cluster.size - members.length
  const bytes = marked.reduce((sum, { image }) => sum + image.byteSize, 0)
  const left = members.length - marked.length - 1
  return (
    <aside className="outcome" aria-label="What comes of it">
      <Differences keeper={keeper} candidate={candidate} />
      <MergePreview keeper={keeper} discarded={marked} />
      <p className="outcome-trash">
        <TrashIcon />
        <span>
          {marked.length === 0 ? (
            'Nothing goes to the trash'
          ) : (
            <>
              {'Goes to the trash: '}
              <strong>{formatCount(marked.length)}</strong>
              {` (${formatBytes(bytes)})`}
            </>
          )}
          {left > 0 && (
            <small className="outcome-rest">
              {left === 1 ? 'One more stays undecided.' : `${left} more stay undecided.`}
            </small>
          )}
          {unseen > 0 && (
            <small className="outcome-rest">{`and what is to be discarded of ${formatCount(unseen)} not loaded yet`}</small>
          )}
        </span>
      </p>
    </aside>
  )
}

function Differences({ keeper, candidate }: { keeper: StageMember; candidate: StageMember }) {
  return (
    <table className="differences">
      <caption className="unseen">The candidate beside the keeper</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">Keeper</th>
          <th scope="col">Candidate</th>
        </tr>
      </thead>
      <tbody>
        {differencesOf(keeper, candidate).map(({ name, tone, ...values }) => (
          <tr key={name} className={`difference difference-${tone}`}>
            <th scope="row">{name}</th>
            <td>{values.keeper}</td>
            <td>{values.candidate}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
