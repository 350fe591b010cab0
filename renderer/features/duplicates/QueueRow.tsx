import { memo } from 'react'
import type { ClusterSummary } from '#shared/duplicates.ts'
import { usePixels } from '../../state/window.ts'
import { formatBits, formatBytes, formatPictures } from '../../ui/format.ts'
import { ClockIcon } from '../../ui/icons.tsx'
import { confidenceWords, describeCluster, kindOf } from './words.ts'

interface Props {
  cluster: ClusterSummary | undefined
  index: number
  total: number
  top: number
  isCurrent: boolean
  isLater: boolean
  onChoose: (index: number) => void
}

/** The id of a row’s element, by which the queue names the current one. */
export const rowId = (index: number): string => `cluster-${index}`

/** One cluster of the queue. */
export const QueueRow = memo(function QueueRow({ cluster, index, total, top, isCurrent, isLater, onChoose }: Props) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list keeps the focus and names its current option
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list’s keys are those of the whole view
    <div
      role="option"
      id={rowId(index)}
      className={isLater ? 'queue-row is-later' : 'queue-row'}
      aria-setsize={total}
      aria-posinset={index + 1}
      aria-selected={isCurrent}
      aria-label={cluster ? `${describeCluster(cluster)}${isLater ? ', put off' : ''}` : 'Loading'}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onChoose(index)}
    >
      {cluster && <Summary cluster={cluster} isLater={isLater} />}
    </div>
  )
})

function Summary({ cluster, isLater }: { cluster: ClusterSummary; isLater: boolean }) {
  const { keeper, size, reclaimable, nearest, kind, confidence } = cluster
  const pixels = usePixels()
  return (
    <>
      <img
        className="queue-cover"
        src={pixels.thumbnail(keeper.hash)}
        alt=""
        decoding="async"
        style={{ backgroundColor: keeper.color ?? undefined }}
      />
      <span className="queue-size">{formatPictures(size)}</span>
      <span className="queue-bytes">{formatBytes(reclaimable)}</span>
      <span className="queue-kind">
        <span className={`confidence confidence-${confidence}`} title={confidenceWords[confidence].words}>
          {confidenceWords[confidence].mark}
        </span>
        {kindOf(kind, 'short')}
        {isLater && <ClockIcon />}
      </span>
      <span className="queue-bits">{formatBits(nearest)}</span>
    </>
  )
}
