import { withNamed } from '../../../state/transformations.ts'
import { useTransformations, useTransformer, useWindow } from '../../../state/window.ts'
import { NameForm } from '../../../ui/named/NameForm.tsx'
import { contentProblem } from '../../../ui/named/names.ts'
import { Popover } from '../../../ui/Popover.tsx'

/** Saves the present steps under a name. */
export function SaveAs() {
  const isBroken = useTransformer((state) => state.breakage !== null || state.text === '')
  return (
    <Popover label="Save as…" title="Save these steps" disabled={isBroken}>
      {(close) => <Form onDone={close} />}
    </Popover>
  )
}

function Form({ onDone }: { onDone: () => void }) {
  const { transformations } = useWindow()
  const text = useTransformer((state) => state.text)
  const named = useTransformations((state) => state.settings?.named) ?? {}
  const save = (name: string) => {
    onDone()
    const word = Object.hasOwn(named, name) ? 'Replaced' : 'Saved'
    void transformations.getState().change(`${word} “${name}”`, withNamed(name, text))
  }
  return (
    <div className="named-panel">
      <NameForm
        label="Save these steps as"
        verb="Save"
        taken={Object.keys(named)}
        refuse={(name) => contentProblem(text, name, named)}
        onName={save}
      />
      <p className="hint">URLs ask for them as n-name, and change with them.</p>
    </div>
  )
}
