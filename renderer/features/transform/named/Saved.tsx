import { type KeyboardEvent, useState } from 'react'
import { useTransformations, useTransformer } from '../../../state/window.ts'
import { CheckIcon } from '../../../ui/icons.tsx'
import { moveAmongItems } from '../../../ui/item-keys.ts'
import { Popover } from '../../../ui/Popover.tsx'
import { SavedActions } from './SavedActions.tsx'

type Apply = (transformation: string, name: string) => void

/** The saved transformations, and what can be done with each. */
export function Saved({ onApply }: { onApply: Apply }) {
  return (
    <Popover label="Saved" title="Saved transformations" hasArrow>
      {(close) => (
        <Panel
          onApply={(transformation, name) => {
            close()
            onApply(transformation, name)
          }}
          onClose={close}
        />
      )}
    </Popover>
  )
}

function Panel({ onApply, onClose }: { onApply: Apply; onClose: () => void }) {
  const named = useTransformations((state) => state.settings?.named) ?? {}
  const [chosen, setChosen] = useState<string | null>(null)
  const names = Object.keys(named).toSorted((a, b) => a.localeCompare(b))
  const current = chosen !== null && names.includes(chosen) ? chosen : names[0]
  if (current === undefined) {
    return <p className="named-panel hint">Nothing is saved yet. “Save as…” keeps the present steps under a name.</p>
  }
  const next = names[names.indexOf(current) + 1] ?? names.at(-2)
  const leave = () => {
    if (next === undefined) return onClose()
    setChosen(next)
    requestAnimationFrame(() => focusOption(next))
  }
  const apply = (name: string) => onApply(named[name] ?? '', name)
  return (
    <div className="named-panel">
      <Names names={names} current={current} onChoose={setChosen} onApply={apply} />
      <SavedActions
        key={current}
        name={current}
        named={named}
        onApply={onApply}
        onRenamed={setChosen}
        onDeleted={leave}
      />
    </div>
  )
}

const focusOption = (name: string) =>
  document.querySelector<HTMLElement>(`.named-list [data-name="${CSS.escape(name)}"]`)?.focus()

interface NamesProps {
  names: readonly string[]
  current: string
  onChoose: (name: string) => void
  onApply: (name: string) => void
}

function Names({ names, current, onChoose, onApply }: NamesProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'Enter') return moveAmongItems(event)
    event.preventDefault()
    onApply(current)
  }
  return (
    <div role="listbox" className="named-list" aria-label="Saved transformations" onKeyDown={onKeyDown}>
      {names.map((name) => (
        <Name
          key={name}
          name={name}
          isCurrent={name === current}
          onChoose={() => onChoose(name)}
          onApply={() => onApply(name)}
        />
      ))}
    </div>
  )
}

interface NameProps {
  name: string
  isCurrent: boolean
  onChoose: () => void
  onApply: () => void
}

function Name({ name, isCurrent, onChoose, onApply }: NameProps) {
  const transformation = useTransformations((state) => state.settings?.named[name])
  const isUsed = useTransformer(({ text }) => text === transformation || text === `n-${name}`)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
    <div
      role="option"
      className="named-name"
      data-name={name}
      tabIndex={isCurrent ? 0 : -1}
      aria-selected={isCurrent}
      onFocus={onChoose}
      onClick={onChoose}
      onDoubleClick={onApply}
    >
      <span>{name}</span>
      {isUsed && <CheckIcon />}
      <code title={transformation}>{transformation}</code>
    </div>
  )
}
