import { widestDistance } from '#shared/hamming.ts'
import type { PairKind } from '#shared/schema.ts'
import { useDuplicates, useWindow } from '../../state/window.ts'
import { Button } from '../../ui/Button.tsx'
import { formatBits } from '../../ui/format.ts'
import { PlanIcon } from '../../ui/icons.tsx'
import { SearchAgain } from './SearchAgain.tsx'
import { Settings } from './settings/Settings.tsx'
import { kindWords } from './words.ts'

/** What the queue holds, and what is done to all of it at once. */
export function Toolbar({ onPlan }: { onPlan: () => void }) {
  return (
    <div className="duplicates-tools" role="toolbar" aria-label="Duplicates">
      <Radius />
      <Kinds />
      <Filter name="sameDomain" words="Same domain" />
      <Filter name="acrossClients" words="Across clients" />
      <span className="duplicates-actions">
        <SearchAgain />
        <Settings />
        <Button icon={<PlanIcon />} onClick={onPlan}>
          Plan …
        </Button>
      </span>
    </div>
  )
}

function Radius() {
  const { duplicates } = useWindow()
  const distance = useDuplicates((state) => state.wish.distance)
  return (
    <label className="radius" title="How many of the 64 bits of their hashes may differ">
      <span>Radius</span>
      <input
        type="range"
        min={0}
        max={widestDistance}
        value={distance}
        aria-valuetext={formatBits(distance)}
        onChange={(event) => duplicates.getState().setWish({ distance: Number(event.target.value) })}
      />
      <output>{formatBits(distance)}</output>
    </label>
  )
}

function Kinds() {
  const { duplicates } = useWindow()
  const kind = useDuplicates((state) => state.wish.kinds?.[0])
  const choose = (value: string) =>
    duplicates.getState().setWish({ kinds: value === '' ? undefined : [value as PairKind] })
  return (
    <label className="choice">
      <span className="unseen">Kind</span>
      <select className="text-field" value={kind ?? ''} onChange={(event) => choose(event.target.value)}>
        <option value="">All kinds</option>
        {Object.entries(kindWords).map(([one, { short }]) => (
          <option key={one} value={one}>
            {short}
          </option>
        ))}
      </select>
    </label>
  )
}

function Filter({ name, words }: { name: 'sameDomain' | 'acrossClients'; words: string }) {
  const { duplicates } = useWindow()
  const isOn = useDuplicates((state) => state.wish[name])
  return (
    <Button className="filter" aria-pressed={isOn} onClick={() => duplicates.getState().setWish({ [name]: !isOn })}>
      {words}
    </Button>
  )
}
