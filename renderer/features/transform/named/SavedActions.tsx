import { useState } from 'react'
import { renamed, withNamed, withoutNamed } from '../../../state/transformations.ts'
import { useTransformer, useWindow } from '../../../state/window.ts'
import { Button } from '../../../ui/Button.tsx'
import { NameForm } from '../../../ui/named/NameForm.tsx'
import { contentProblem } from '../../../ui/named/names.ts'

interface Props {
  name: string
  named: Record<string, string>
  onApply: (transformation: string, name: string) => void
  onRenamed: (name: string) => void
  onDeleted: () => void
}

/** What can be done with a saved transformation. */
export function SavedActions({ name, named, onApply, onRenamed, onDeleted }: Props) {
  const { transformations } = useWindow()
  const [isRenaming, setRenaming] = useState(false)
  const { change } = transformations.getState()
  const rename = (to: string) => {
    setRenaming(false)
    void change(`Renamed “${name}” to “${to}”`, renamed(name, to)).then(() => onRenamed(to))
  }
  return (
    <>
      <div className="named-actions">
        <Button look="main" onClick={() => onApply(named[name] ?? '', name)}>
          Use its steps
        </Button>
        <Button onClick={() => onApply(`n-${name}`, name)}>Use by name</Button>
        <Update name={name} named={named} />
        <Button look="quiet" aria-expanded={isRenaming} onClick={() => setRenaming(!isRenaming)}>
          Rename…
        </Button>
        <Button look="quiet" onClick={() => void change(`Deleted “${name}”`, withoutNamed(name)).then(onDeleted)}>
          Delete
        </Button>
      </div>
      {isRenaming && (
        <NameForm label={`Rename “${name}” to`} verb="Rename" name={name} taken={Object.keys(named)} onName={rename} />
      )}
    </>
  )
}

/** Saves the present steps in place of those that the name has. */
function Update({ name, named }: { name: string; named: Record<string, string> }) {
  const { transformations } = useWindow()
  const text = useTransformer((state) => (state.breakage ? '' : state.text))
  const isSame = text === named[name]
  const problem = contentProblem(text, name, named)
  return (
    <Button
      look="quiet"
      disabled={isSame || problem !== null}
      title={problem ?? (isSame ? 'These are its steps.' : `Make “${name}” the present steps`)}
      onClick={() => void transformations.getState().change(`Updated “${name}”`, withNamed(name, text))}
    >
      Update
    </Button>
  )
}
