import { type RefObject, useRef } from 'react'
import type { ImageDetail } from '#shared/schema.ts'
import { Button } from '../../../ui/Button.tsx'
import { FocusIcon, TransformIcon } from '../../../ui/icons.tsx'
import { Modes } from '../../../ui/panes/Modes.tsx'
import { paneIn, useRoom } from '../../../ui/panes/use-room.ts'
import { useViewport } from '../../../ui/panes/use-viewport.ts'
import { useZoomKeys } from '../../../ui/panes/use-zoom-keys.ts'
import { type Placement, placeIn, type Size } from '../../../ui/panes/viewport.ts'
import { ZoomButtons } from '../../../ui/panes/ZoomButtons.tsx'
import { Panes } from './Panes.tsx'
import { lookLabels, type Scene } from './scene.ts'
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
  const { look, tool, closeTool } = looking
  const { scene, zooming, main, isStacked } = useScene(panes, { picture, rendered }, looking)
  const size = sizeOf(picture)
  const tools = useTools(size, placeIn(scene.pane, scene.original.frame, scene.viewport), closeTool)
  return (
    <div className="preview-stage">
      <div ref={panes} className={`panes panes-${look}${isStacked ? ' is-stacked' : ''}`}>
        <Panes scene={scene} look={look} handlers={zooming.handlers} overlay={tool && tools[tool].overlay} />
      </div>
      {tool && tools[tool].bar}
      <div className="compare-tools">
        <Modes label="How to look" labels={lookLabels} mode={look} onMode={looking.setLook} />
        {picture.width !== null && <ToolButtons looking={looking} />}
        <ZoomButtons zooming={zooming} whose={`the ${main.side}`} />
      </div>
    </div>
  )
}

/** What each tool draws over the original, and what stands below the pictures while it is in hand. */
function useTools(size: Size, place: Placement, onClose: () => void) {
  const cropping = useCropping(size)
  const focusing = useFocusing(size)
  return {
    crop: {
      overlay: <CropBox place={place} size={size} cropping={cropping} />,
      bar: <CropBar size={size} cropping={cropping} onClose={onClose} />,
    },
    focus: {
      overlay: <FocusPoint place={place} size={size} focusing={focusing} />,
      bar: <FocusBar focusing={focusing} onClose={onClose} />,
    },
  }
}

/** Room around the picture for the handles of a box that is as large as it. */
const handleRoom = 32

/** The pictures in their panes, and the part of them that is shown. */
function useScene(panes: RefObject<HTMLDivElement | null>, { picture, rendered }: Props, { look, tool }: Looking) {
  const { isStacked, ...pane } = paneIn(useRoom(panes), look === 'side')
  const less = tool ? handleRoom : 0
  const room = { width: Math.max(1, pane.width - less), height: Math.max(1, pane.height - less) }
  const { original, result } = useSubjects(picture, rendered, room)
  const main = look === 'original' ? original : result
  const frames = { original: original.frame, result: result.frame }
  const zooming = useViewport({ panes, pane, frames, main: main.side, picture: main.size, name: picture.hash })
  useZoomKeys(zooming)
  const scene: Scene = { pane, viewport: zooming.viewport, original, result }
  return { scene, zooming, main, isStacked }
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
