import type { ReactNode } from 'react'
import type { Zooming } from './use-viewport.ts'
import './panes.css'

interface Props {
  /** Which of the pictures is under the pointer here. */
  side: string
  label: string
  handlers: Zooming['handlers']
  children: ReactNode
}

/** A room for pictures that the pointer zooms and moves. */
export function Pane({ side, label, handlers, children }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div className="pane" role="group" aria-label={label} data-pane={side} {...handlers}>
      {children}
    </div>
  )
}
