import { IconButton } from '../../../ui/Button.tsx'
import { AddIcon, FitIcon, MinusIcon } from '../../../ui/icons.tsx'
import { type CompareMode, compareModes, modeLabels } from './modes.ts'
import type { Zooming } from './use-viewport.ts'
import { zoomStep } from './use-zoom-keys.ts'
import './tools.css'

interface Props {
  mode: CompareMode
  onMode: (mode: CompareMode) => void
  zooming: Zooming
}

/** The four modes, and how large the pictures are. */
export function Tools({ mode, onMode, zooming }: Props) {
  return (
    <div className="compare-tools">
      <fieldset className="modes" aria-label="How to compare">
        {compareModes.map((one) => (
          <label key={one} className="mode">
            <input type="radio" name="compare-mode" checked={one === mode} onChange={() => onMode(one)} />
            {modeLabels[one]}
          </label>
        ))}
      </fieldset>
      <ZoomButtons zooming={zooming} />
    </div>
  )
}

function ZoomButtons({ zooming: { percent, isFitted, zoomBy, showPixels, showAll } }: { zooming: Zooming }) {
  return (
    <div className="zoom-buttons">
      <IconButton label="Zoom out" aria-keyshortcuts="-" onClick={() => zoomBy(1 / zoomStep)}>
        <MinusIcon />
      </IconButton>
      <button
        type="button"
        className="zoom-percent"
        title="Show every pixel of the keeper"
        aria-label={`Zoom ${percent} percent of the keeper; show every pixel`}
        onClick={showPixels}
      >
        {percent} %
      </button>
      <IconButton label="Zoom in" aria-keyshortcuts="+" onClick={() => zoomBy(zoomStep)}>
        <AddIcon />
      </IconButton>
      <IconButton label="Fit into the panes" aria-keyshortcuts="0" aria-pressed={isFitted} onClick={showAll}>
        <FitIcon />
      </IconButton>
    </div>
  )
}
