import type { StageMember } from '../../state/cluster.ts'
import type { Stage } from '../../state/stage.ts'
import { formatBits, formatBytes, formatTurn, formatType } from '../../ui/format.ts'
import { ShieldIcon, StarIcon, TrashIcon } from '../../ui/icons.tsx'
import { reasonsFor } from './differences.ts'
import { kindOf, reasonWords } from './words.ts'

interface KeeperProps {
  keeper: StageMember
  candidate: StageMember
  stage: Stage
}

/** Which copy stays, and why it rather than the candidate. */
export function KeeperHead({ keeper, candidate, stage }: KeeperProps) {
  const isSuggested = stage.cluster.keeper.hash === stage.keeper
  const reasons = reasonsFor(keeper, isSuggested ? candidate : { ...candidate, reason: null })
  return (
    <div className="stage-head">
      <h2 className="stage-title">
        <StarIcon />
        Keeper
        <small className="stage-fate">{isSuggested ? 'suggested' : 'your choice'}</small>
      </h2>
      <Name member={keeper} />
      <ul className="chips" aria-label="Why this one">
        {keeper.isProtected && reasons[0]?.rule !== 'protected' && (
          <li className="chip">
            <ShieldIcon />
            Protected
          </li>
        )}
        {reasons.map(({ rule, isBetter }, place) => (
          <li
            key={rule}
            className={`chip chip-${isBetter ? 'better' : 'worse'} ${place === 0 && isBetter ? 'is-first' : ''}`}
          >
            {reasonWords[rule][isBetter ? 'better' : 'worse']}
          </li>
        ))}
      </ul>
    </div>
  )
}

interface CandidateProps {
  candidate: StageMember
  stage: Stage
  isMarked: boolean
}

/** What the candidate is to the keeper, and whether it goes to the trash. */
export function CandidateHead({ candidate, stage, isMarked }: CandidateProps) {
  const place = stage.members.findIndex(({ image }) => image.hash === candidate.image.hash) + 1
  return (
    <div className="stage-head">
      <h2 className="stage-title">
        {`Candidate ${place} of ${stage.cluster.size}`}
        <small className={isMarked ? 'stage-fate is-marked' : 'stage-fate'}>
          {isMarked && <TrashIcon />}
          {candidate.isProtected ? 'protected' : isMarked ? 'to the trash' : 'stays'}
        </small>
      </h2>
      <Name member={candidate} />
      <ul className="chips" aria-label="How alike they are">
        <Likeness candidate={candidate} />
        {candidate.kind !== 'turned' && (
          <li className={`chip kind-${candidate.kind ?? 'unknown'}`}>{kindOf(candidate.kind, 'long')}</li>
        )}
      </ul>
    </div>
  )
}

function Likeness({ candidate: { likeness, comparedWith } }: { candidate: StageMember }) {
  if (!likeness) return null
  const { distance, detailDistance, orientation } = likeness
  const turn = formatTurn(orientation)
  const isMeasured = comparedWith === 'keeper'
  return (
    <>
      <li className="chip" title={`${distance} of 64 and ${detailDistance} of 256 bits of their hashes differ`}>
        {isMeasured ? formatBits(distance) : `${formatBits(distance)} from the suggested keeper`}
      </li>
      {turn && <li className="chip chip-turn">{turn}</li>}
    </>
  )
}

function Name({ member: { image } }: { member: StageMember }) {
  const size = image.width && image.height ? `${image.width} × ${image.height} · ` : ''
  return (
    <p className="stage-name">
      <span title={image.name}>{image.name}</span>
      <small className="stage-facts">{`${size}${formatBytes(image.byteSize)} · ${formatType(image.contentType)}`}</small>
    </p>
  )
}
