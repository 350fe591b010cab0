import { useId } from 'react'
import type { Naming, Spelling } from '../../../state/media-urls.ts'
import { useTransformer, useWindow } from '../../../state/window.ts'
import { CopyAs } from './CopyAs.tsx'
import { Lifetime } from './Lifetime.tsx'
import { useNameWarning } from './use-name-warning.ts'
import { dialects, missingName, namings, positions } from './words.ts'
import './address.css'

/** How the URL is written and signed, and what it is copied as. */
export function Address() {
  const { transformer } = useWindow()
  const hint = useId()
  const { isSigned } = useTransformer((state) => state.spelling)
  return (
    <fieldset className="address" aria-label="How the URL is written">
      <Dialect hint={hint} />
      <Position />
      <NamedBy hint={hint} />
      <label className="address-signed">
        <input
          type="checkbox"
          checked={isSigned}
          onChange={(event) => transformer.getState().setSpelling({ isSigned: event.target.checked })}
        />
        Signed
      </label>
      {isSigned && <Lifetime />}
      <CopyAs />
      <Hint id={hint} />
    </fieldset>
  )
}

const entriesOf = <Key extends string, Value>(record: Record<Key, Value>) => Object.entries(record) as [Key, Value][]

function Dialect({ hint }: { hint: string }) {
  const { transformer } = useWindow()
  const { dialect } = useTransformer((state) => state.spelling)
  const choose = (value: string) => transformer.getState().setSpelling({ dialect: value as Spelling['dialect'] })
  return (
    <label className="choice">
      <span>Dialect</span>
      <select
        className="text-field"
        value={dialect}
        aria-describedby={hint}
        onChange={(event) => choose(event.target.value)}
      >
        {entriesOf(dialects).map(([one, { name, hint: title }]) => (
          <option key={one} value={one} title={title}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

function Position() {
  const { transformer } = useWindow()
  const { position } = useTransformer((state) => state.spelling)
  const choose = (value: string) => transformer.getState().setSpelling({ position: value as Spelling['position'] })
  return (
    <label className="choice">
      <span>Steps in</span>
      <select className="text-field" value={position} onChange={(event) => choose(event.target.value)}>
        {entriesOf(positions).map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}

function NamedBy({ hint }: { hint: string }) {
  const { transformer } = useWindow()
  const { naming } = useTransformer((state) => state.spelling)
  const picture = useTransformer((state) => state.picture)
  const reasonOf = (one: Naming) => (picture ? missingName(picture, one) : undefined)
  const choose = (value: string) => transformer.getState().setSpelling({ naming: value as Naming })
  return (
    <label className="choice">
      <span>Picture by</span>
      <select
        className="text-field address-naming"
        value={naming}
        aria-describedby={hint}
        onChange={(event) => choose(event.target.value)}
      >
        {entriesOf(namings).map(([one, words]) => (
          <option key={one} value={one} disabled={reasonOf(one) !== undefined}>
            {reasonOf(one) ? `${words}: ${reasonOf(one)}` : words}
          </option>
        ))}
      </select>
    </label>
  )
}

/** What the chosen dialect is, and why the picture is not named as was chosen, where that is so. */
function Hint({ id }: { id: string }) {
  const { dialect } = useTransformer((state) => state.spelling)
  const warning = useNameWarning()
  return (
    <p id={id} className="address-hint">
      {warning && <strong>{warning} </strong>}
      {dialects[dialect].hint}
    </p>
  )
}
