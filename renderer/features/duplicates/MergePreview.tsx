import type { StageMember } from '../../state/cluster.ts'
import { formatCount, formatSome, formatTime } from '../../ui/format.ts'

interface Props {
  keeper: StageMember
  discarded: StageMember[]
}

/** What the keeper will be known by once the others were discarded in its favour. */
export function MergePreview({ keeper, discarded }: Props) {
  if (discarded.length === 0) return null
  const all = [keeper, ...discarded].map(({ facts }) => facts)
  const clients = [...new Set(all.flatMap((facts) => facts.clients))]
  const first = all.map(({ createdAt }) => createdAt).reduce((a, b) => (a < b ? a : b))
  return (
    <section className="merge" aria-label="After merging">
      <h3>Merged into the keeper</h3>
      <dl>
        <Sum name="URLs" values={all.map(({ urls }) => urls)} />
        <Sum name="Tags" values={all.map(({ tags }) => tags)} />
        <Sum name="Notes" values={all.map(({ notes }) => notes)} />
        <dt>Clients</dt>
        <dd>{formatSome(clients)}</dd>
        <dt>First stored</dt>
        <dd>{formatTime(first)}</dd>
      </dl>
    </section>
  )
}

/** `3 + 2 → 5`; what all have none of is left out. Beyond a few terms only the sum of the others is told. */
function Sum({ name, values: [own = 0, ...others] }: { name: string; values: number[] }) {
  const rest = others.reduce((sum, value) => sum + value, 0)
  if (own + rest === 0) return null
  const terms = others.length <= 3 ? [own, ...others] : [own, rest]
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {`${terms.map(formatCount).join(' + ')} → `}
        <strong>{formatCount(own + rest)}</strong>
      </dd>
    </>
  )
}
