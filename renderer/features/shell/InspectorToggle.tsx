import { useView, useWindow } from '../../state/window.ts'
import { IconButton } from '../../ui/Button.tsx'
import { PanelIcon } from '../../ui/icons.tsx'

/** Shows and hides the inspector. */
export function InspectorToggle() {
  const { view } = useWindow()
  const isOpen = useView((state) => state.isInspectorOpen)
  return (
    <IconButton label="Inspector" aria-pressed={isOpen} onClick={() => view.setState({ isInspectorOpen: !isOpen })}>
      <PanelIcon />
    </IconButton>
  )
}
