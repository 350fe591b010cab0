import { useWindow } from '../../../state/window.ts'
import { Presets } from './Presets.tsx'
import { SaveAs } from './SaveAs.tsx'
import { Saved } from './Saved.tsx'
import './named.css'

/** Presets and saved transformations, each of which takes the place of the present steps. */
export function Named() {
  const { actions, transformer } = useWindow()
  const apply = (transformation: string, name: string) => {
    transformer.getState().setText(transformation)
    actions.announce(`The steps are those of “${name}” now`)
  }
  return (
    <div className="named">
      <Presets onApply={apply} />
      <Saved onApply={apply} />
      <SaveAs />
    </div>
  )
}
