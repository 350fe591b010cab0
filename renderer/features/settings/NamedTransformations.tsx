import { useEffect, useRef, useState } from 'react'
import { useKeptFocus } from '../../hooks/use-kept-focus.ts'
import { renamed, withoutNamed } from '../../state/transformations.ts'
import { useTransformations, useWindow } from '../../state/window.ts'
import { Button } from '../../ui/Button.tsx'
import { NameForm } from '../../ui/named/NameForm.tsx'
import { Part } from './Part.tsx'

const none: Record<string, string> = {}

/** The transformations that URLs ask for by a name. */
export function NamedTransformations() {
  const named = useTransformations((state) => state.settings?.named) ?? none
  const names = Object.keys(named).toSorted((a, b) => a.localeCompare(b))
  const list = useKeptFocus<HTMLUListElement>()
  const [fresh, setFresh] = useState<string | null>(null)
  return (
    <Part
      title="Named transformations"
      hint={
        <>
          URLs ask for them as <code>n-name</code>, and change with them.
        </>
      }
    >
      {names.length === 0 && <p className="hint">None yet: “Save as…” where pictures are transformed keeps steps.</p>}
      <ul ref={list} className="settings-rows">
        {names.map((name) => (
          <Named
            key={name}
            name={name}
            steps={named[name] ?? ''}
            names={names}
            isFresh={name === fresh}
            onRenamed={setFresh}
          />
        ))}
      </ul>
    </Part>
  )
}

interface NamedProps {
  name: string
  steps: string
  names: readonly string[]
  /** Whether it was just given this name: the keyboard stays with it. */
  isFresh: boolean
  onRenamed: (name: string) => void
}

function Named({ name, steps, names, isFresh, onRenamed }: NamedProps) {
  const { transformations, transformer, view } = useWindow()
  const { change } = transformations.getState()
  const [isRenaming, setRenaming] = useState(false)
  const renamer = useRef<HTMLButtonElement>(null)
  useEffect(() => void (isFresh && renamer.current?.focus()), [isFresh])
  const open = () => {
    transformer.getState().setText(steps)
    view.setState({ place: 'transform' })
  }
  const rename = (to: string) => {
    setRenaming(false)
    onRenamed(to)
    void change(`Renamed “${name}” to “${to}”`, renamed(name, to))
  }
  return (
    <li>
      <div className="settings-row">
        <div className="settings-row-words">
          <strong>{name}</strong>
          <code title={steps}>{steps}</code>
        </div>
        <Button look="quiet" aria-label={`Open ${name}`} onClick={open}>
          Open
        </Button>
        <Button
          ref={renamer}
          look="quiet"
          aria-label={`Rename ${name}`}
          aria-expanded={isRenaming}
          onClick={() => setRenaming(!isRenaming)}
        >
          Rename…
        </Button>
        <Button
          look="quiet"
          aria-label={`Delete ${name}`}
          onClick={() => void change(`Deleted “${name}”`, withoutNamed(name))}
        >
          Delete
        </Button>
      </div>
      {isRenaming && <NameForm label={`Rename “${name}” to`} verb="Rename" name={name} taken={names} onName={rename} />}
    </li>
  )
}
