import { useState } from 'react'
import { useTransformer, useWindow } from '../../../state/window.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { RestoreIcon } from '../../../ui/icons.tsx'
import { Presets } from './Presets.tsx'
import { SaveAs } from './SaveAs.tsx'
import { Saved } from './Saved.tsx'
import './named.css'

/** Presets and saved transformations; each takes the place of the present steps, with a way back to these. */
export function Named() {
  const { actions, transformer } = useWindow()
  const text = useTransformer((state) => state.text)
  const [former, setFormer] = useState<{ text: string; by: string } | null>(null)
  const replace = (by: string) => {
    setFormer(text === '' ? null : { text, by })
    transformer.getState().setText(by)
  }
  const apply = (transformation: string, name: string) => {
    if (transformation === text) return
    replace(transformation)
    actions.announce(`The steps are those of “${name}” now`)
  }
  return (
    <div className="named">
      <Presets onApply={apply} />
      <Saved onApply={apply} />
      <SaveAs />
      {former && former.by === text && (
        <IconButton label="Back to the former steps" onClick={() => replace(former.text)}>
          <RestoreIcon />
        </IconButton>
      )}
    </div>
  )
}
