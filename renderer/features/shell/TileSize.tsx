import { largestTile, smallestTile } from '../../state/view.ts'
import { useView, useWindow } from '../../state/window.ts'

/** How large the tiles are. */
export function TileSize() {
  const { view } = useWindow()
  const tileSize = useView((state) => state.tileSize)
  return (
    <input
      type="range"
      className="tile-size"
      aria-label="Tile size"
      title="Tile size"
      min={smallestTile}
      max={largestTile}
      step={8}
      value={tileSize}
      onChange={(event) => view.setState({ tileSize: Number(event.target.value) })}
    />
  )
}
