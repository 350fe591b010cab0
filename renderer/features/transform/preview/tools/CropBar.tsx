import type { Size } from '../../../../ui/panes/viewport.ts'
import { boxWithin, wholeOf } from './box.ts'
import { PixelField } from './PixelField.tsx'
import { ToolBar } from './ToolBar.tsx'
import { type Cropping, fixedShapes, type Shape } from './use-cropping.ts'

interface Props {
  size: Size
  cropping: Cropping
  onClose: () => void
}

/** The box in numbers, its shape, and the way back to the whole picture. */
export function CropBar({ size, cropping, onClose }: Props) {
  const { box, ratio, isWhole, keep } = cropping
  const setSide = (side: 'width' | 'height', value: number) => {
    const other = ratio === undefined ? {} : side === 'width' ? { height: value / ratio } : { width: value * ratio }
    keep(boxWithin({ ...box, ...other, [side]: value }, size))
  }
  return (
    <ToolBar label="Crop" onClose={onClose} words="Drag a box on the picture. Pixels of the original.">
      <PixelField label="Left" value={box.x} least={0} onValue={(x) => keep(boxWithin({ ...box, x }, size))} />
      <PixelField label="Top" value={box.y} least={0} onValue={(y) => keep(boxWithin({ ...box, y }, size))} />
      <PixelField label="Width" value={box.width} least={1} onValue={(width) => setSide('width', width)} />
      <PixelField label="Height" value={box.height} least={1} onValue={(height) => setSide('height', height)} />
      <Shapes cropping={cropping} />
      <button type="button" className="button button-quiet" disabled={isWhole} onClick={() => keep(wholeOf(size))}>
        Whole picture
      </button>
    </ToolBar>
  )
}

function Shapes({ cropping: { shape, setShape, hasToldShape } }: { cropping: Cropping }) {
  return (
    <label className="tool-field">
      <span>Shape</span>
      <select className="text-field" value={shape} onChange={(event) => setShape(event.target.value as Shape)}>
        <option value="free">Free</option>
        {hasToldShape && <option value="steps">As the steps</option>}
        <option value="picture">As the picture</option>
        {fixedShapes.map((fixed) => (
          <option key={fixed} value={fixed}>
            {fixed}
          </option>
        ))}
      </select>
    </label>
  )
}
