import { useRef } from 'react'
import type { ImageDetail } from '#shared/schema.ts'
import { Button } from '../../../ui/Button.tsx'
import { FocusIcon, TransformIcon } from '../../../ui/icons.tsx'
import { Modes } from '../../../ui/panes/Modes.tsx'
import { paneIn, useRoom } from '../../../ui/panes/use-room.ts'
import { useViewport } from '../../../ui/panes/use-viewport.ts'
import { useZoomKeys } from '../../../ui/panes/use-zoom-keys.ts'
import { placeIn } from '../../../ui/panes/viewport.ts'
import { ZoomButtons } from '../../../ui/panes/ZoomButtons.tsx'
import { Panes } from './Panes.tsx'
import { lookLabels } from './scene.ts'
import { CropBar } from './tools/CropBar.tsx'
import { CropBox } from './tools/CropBox.tsx'
import { FocusBar } from './tools/FocusBar.tsx'
import { FocusPoint } from './tools/FocusPoint.tsx'
import { useCropping } from './tools/use-cropping.ts'
import { useFocusing } from './tools/use-focusing.ts'
import { type Looking, useLooking } from './use-looking.ts'
import { type Rendered, sizeOf, useSubjects } from './use-subjects.ts'

interface Props {
  picture: ImageDetail
  rendered: Rendered
}

/** Original and result, looked at in four ways, with the tools that draw on the original. */
export function Stage({ picture, rendered }: Props) {
  const panes = useRef<HTMLDivElement>(null)
  const looking = useLooking()
  const { look, tool } = looking
  const { isStacked, ...pane } = paneIn(useRoom(panes), look === 'side')
  const { original, result } = useSubjects(picture, rendered, pane)
  const main = look === 'original' ? original : result
  const frames = { original: original.frame, result: result.frame }
  const zooming = useViewport({ panes, pane, frames, main: main.side, picture: main.size, name: picture.hash })
  useZoomKeys(zooming)
  const size = sizeOf(picture)
  const cropping = useCropping(size)
  const focusing = useFocusing(size)
  const place = placeIn(pane, original.frame, zooming.viewport)
  const overlays = {
    crop: <CropBox place={place} size={size} cropping={cropping} />,
    focus: <FocusPoint place={place} size={size} focusing={focusing} />,
  }
  const scene = { pane, viewport: zooming.viewport, original, result }
  return (
    <div className="preview-stage">
      <div ref={panes} className={`panes panes-${look}${isStacked ? ' is-stacked' : ''}`}>
        <Panes scene={scene} look={look} handlers={zooming.handlers} overlay={tool && overlays[tool]} />
      </div>
      {tool === 'crop' && <CropBar size={size} cropping={cropping} onClose={looking.closeTool} />}
      {tool === 'focus' && <FocusBar focusing={focusing} onClose={looking.closeTool} />}
      <div className="compare-tools">
        <Modes label="How to look" labels={lookLabels} mode={look} onMode={looking.setLook} />
        {picture.width !== null && <ToolButtons looking={looking} />}
        <ZoomButtons zooming={zooming} whose={`the ${main.side}`} />
      </div>
    </div>
  )
}

function ToolButtons({ looking: { tool, toggleTool } }: { looking: Looking }) {
  return (
    <span className="tool-buttons">
      <Button icon={<TransformIcon />} aria-pressed={tool === 'crop'} onClick={() => toggleTool('crop')}>
        Crop
      </Button>
      <Button icon={<FocusIcon />} aria-pressed={tool === 'focus'} onClick={() => toggleTool('focus')}>
        Focus
      </Button>
    </span>
  )
}
