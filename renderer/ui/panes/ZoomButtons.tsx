import { IconButton } from '../Button.tsx'
import { AddIcon, FitIcon, MinusIcon } from '../icons.tsx'
import type { Zooming } from './use-viewport.ts'
import { zoomStep } from './use-zoom-keys.ts'
import './tools.css'

interface Props {
  zooming: Zooming
  /** Whose pixels the percentage counts, such as “the keeper”. */
  whose: string
}

/** How large the pictures are, and what makes them larger, smaller and whole. */
export function ZoomButtons({ zooming, whose }: Props) {
  const { percent, isFitted, zoomBy, showPixels, showAll } = zooming
  return (
    <div className="zoom-buttons">
      <IconButton label="Zoom out" aria-keyshortcuts="-" onClick={() => zoomBy(1 / zoomStep)}>
        <MinusIcon />
      </IconButton>
      <button
        type="button"
        className="zoom-percent"
        title={`Show every pixel of ${whose}`}
        aria-label={`Zoom ${percent} percent of ${whose}; show every pixel`}
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
