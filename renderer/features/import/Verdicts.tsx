import type { ReactNode } from 'react'
import type { Near as NearPicture, Verdict } from '#shared/schema.ts'
import { usePixels, useWindow } from '../../state/window.ts'
import { formatTurn } from '../../ui/format.ts'
import {
  AddIcon,
  FileIcon,
  LinkIcon,
  NearIcon,
  RestoreIcon,
  SameIcon,
  TrashIcon,
  WarningIcon,
} from '../../ui/icons.tsx'
import { useReview } from './use-review.ts'
import { isDamaged, wordsOf } from './words.ts'

const icons: Record<Verdict['kind'] | 'near' | 'damaged', ReactNode> = {
  near: <NearIcon />,
  damaged: <WarningIcon />,
  added: <AddIcon />,
  existing: <SameIcon />,
  urlAdded: <LinkIcon />,
  restored: <RestoreIcon />,
  deletedBefore: <TrashIcon />,
  notImage: <FileIcon />,
  failed: <WarningIcon />,
}

/** What became of each file, the newest first. */
export function Verdicts({ verdicts }: { verdicts: Verdict[] }) {
  return (
    <ul className="verdicts">
      {verdicts.map((verdict, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same file may be offered twice, and rows hold no state
        <Row key={verdicts.length - place} verdict={verdict} />
      ))}
    </ul>
  )
}

function Row({ verdict }: { verdict: Verdict }) {
  const { name, kind, hash, near, reason } = verdict
  const look = near ? 'near' : isDamaged(verdict) ? 'damaged' : kind
  return (
    <li className={`verdict verdict-${look}`}>
      <span className="verdict-icon">{icons[look]}</span>
      <span className="verdict-words">
        {hash && kind !== 'deletedBefore' ? (
          <Opener hash={hash} words={name} />
        ) : (
          <span className="verdict-name">{name}</span>
        )}
        <span className="verdict-kind">
          {wordsOf(verdict)}
          {near && <Near hash={hash} near={near} />}
          {reason && `: ${reason}`}
        </span>
      </span>
    </li>
  )
}

function Near({ hash, near }: { hash: string | null; near: NearPicture }) {
  const pixels = usePixels()
  const review = useReview()
  const turn = formatTurn(near.orientation)
  return (
    <>
      {', near-duplicate of '}
      <Opener
        hash={near.hash}
        words={<img className="verdict-near" src={pixels.thumbnail(near.hash)} alt="this one" />}
      />
      {` at distance ${near.distance}${turn && `, ${turn}`}`}
      {hash && (
        <>
          {' · '}
          <button type="button" className="link verdict-review" onClick={() => review(hash)}>
            Review
          </button>
        </>
      )}
    </>
  )
}

/** Opens a picture in the inspector. */
function Opener({ hash, words }: { hash: string; words: ReactNode }) {
  const { view } = useWindow()
  const open = () => view.setState({ place: 'pictures', inspected: hash, isInspectorOpen: true })
  return (
    <button
      type="button"
      className="link verdict-name"
      onClick={open}
      onDoubleClick={() => view.setState({ viewed: { hash } })}
    >
      {words}
    </button>
  )
}
