import { Modes } from '../../../ui/panes/Modes.tsx'
import type { Zooming } from '../../../ui/panes/use-viewport.ts'
import { ZoomButtons } from '../../../ui/panes/ZoomButtons.tsx'
import { type CompareMode, modeLabels } from './modes.ts'

interface Props {
  mode: CompareMode
  onMode: (mode: CompareMode) => void
  zooming: Zooming
}

/** The four modes, and how large the pictures are. */
export function Tools({ mode, onMode, zooming }: Props) {
  return (
    <div className="compare-tools">
      <Modes label="How to compare" labels={modeLabels} mode={mode} onMode={onMode} />
      <ZoomButtons zooming={zooming} whose="the keeper" />
    </div>
  )
}
