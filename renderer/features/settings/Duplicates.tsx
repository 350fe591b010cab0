import { useWindow } from '../../state/window.ts'
import { Button } from '../../ui/Button.tsx'
import { Part } from './Part.tsx'

/** The way to the rules for duplicates, which are set where their effect is seen. */
export function Duplicates() {
  const { view } = useWindow()
  return (
    <Part title="Duplicates" hint="Which copy is kept, and which are never discarded.">
      <p className="hint settings-link">
        Set among the duplicates, under “Rules”.
        <Button look="quiet" onClick={() => view.setState({ place: 'duplicates' })}>
          Go to the duplicates
        </Button>
      </p>
    </Part>
  )
}
