import { useEffect, useRef } from 'react'
import { isMarked, type StageMember } from '../../state/cluster.ts'
import type { Stage } from '../../state/stage.ts'
import { usePixels, useWindow } from '../../state/window.ts'
import { Button } from '../../ui/Button.tsx'
import { formatCount } from '../../ui/format.ts'
import { ShieldIcon, StarIcon, TrashIcon } from '../../ui/icons.tsx'
import { kindOf } from './words.ts'

/** All members of the cluster in a strip, numbered as the keys that put them into focus. */
export function Film({ members, stage }: { members: StageMember[]; stage: Stage }) {
  const { triage } = useWindow()
  const rest = stage.cluster.size - members.length
  return (
    <ol className="film" aria-label="Members">
      {members.map((member, index) => (
        <Frame
          key={member.image.hash}
          member={member}
          index={index}
          isKeeper={member.image.hash === stage.keeper}
          isFocused={index === stage.focus}
          isMarked={isMarked(member, stage)}
        />
      ))}
      {rest > 0 && (
        <li>
          <Button look="quiet" onClick={() => void triage.getState().loadMore()}>
            {`${formatCount(rest)} more`}
          </Button>
        </li>
      )}
    </ol>
  )
}

interface FrameProps {
  member: StageMember
  index: number
  isKeeper: boolean
  isFocused: boolean
  isMarked: boolean
}

function Frame({ member, index, isKeeper, isFocused, isMarked }: FrameProps) {
  const { triage } = useWindow()
  const pixels = usePixels()
  const button = useRef<HTMLButtonElement>(null)
  const { image, kind, isProtected } = member
  useEffect(() => {
    if (isFocused) button.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [isFocused])
  const fate = isKeeper ? 'keeper' : isMarked ? 'to the trash' : 'stays'
  const facts = [isKeeper ? '' : kindOf(kind, 'short'), isProtected ? 'protected' : '', fate].filter(Boolean)
  return (
    <li>
      <button
        ref={button}
        type="button"
        className={`frame ${isKeeper ? 'is-keeper' : ''} ${isMarked ? 'is-marked' : ''}`}
        aria-label={`${index + 1}: ${image.name}, ${facts.join(', ')}`}
        aria-current={isFocused}
        tabIndex={-1}
        title={image.name}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => triage.getState().focusOn(index)}
      >
        <img
          src={pixels.thumbnail(image.hash)}
          alt=""
          decoding="async"
          style={{ backgroundColor: image.color ?? undefined }}
        />
        <span className="frame-number">{index + 1}</span>
        {(isKeeper || isMarked || isProtected) && (
          <span className="frame-mark">{isKeeper ? <StarIcon /> : isMarked ? <TrashIcon /> : <ShieldIcon />}</span>
        )}
      </button>
    </li>
  )
}
