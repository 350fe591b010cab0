import { contains } from '../../state/intervals.ts'
import { rowAt } from '../../state/snapshot.ts'
import { useLibrary, useSelection } from '../../state/window.ts'
import { gap, padding } from './geometry.ts'
import { Tile } from './Tile.tsx'

interface Props {
  row: number
  top: number
  columns: number
  tile: number
  total: number
}

/** One row of the grid, placed on the track. */
export function Row({ row, top, columns, tile, total }: Props) {
  const snapshot = useLibrary((state) => state.snapshot)
  const ranges = useSelection((state) => state.ranges)
  const focus = useSelection((state) => state.focus)
  const first = row * columns
  const indices = Array.from({ length: Math.min(columns, total - first) }, (_, column) => first + column)
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by transforms, which table rows do not take
    // biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus
    <div
      role="row"
      className="grid-row"
      aria-rowindex={row + 1}
      style={{ transform: `translateY(${top + padding}px)`, gap, paddingInline: padding }}
    >
      {indices.map((index, column) => (
        <Tile
          key={index}
          image={snapshot ? rowAt(snapshot, index) : undefined}
          index={index}
          column={column}
          tile={tile}
          isSelected={contains(ranges, index)}
          isFocused={index === focus}
        />
      ))}
    </div>
  )
}
