import { sizeOf } from '../../state/intervals.ts'
import { useHost, useLibrary, useSelection, useWindow } from '../../state/window.ts'
import { formatCount, formatPictures } from '../../ui/format.ts'
import { KeyboardIcon } from '../../ui/icons.tsx'

/** How many pictures there are and are selected, and where programs reach the library. */
export function StatusBar() {
  const { view } = useWindow()
  const total = useLibrary((state) => state.snapshot?.total)
  const selected = sizeOf(useSelection((state) => state.ranges))
  const info = useHost((state) => state.info)
  return (
    <footer className="status-bar">
      <span>{total !== undefined && formatPictures(total)}</span>
      {selected > 0 && <span>{formatCount(selected)} selected</span>}
      {info?.loading && <span>Reading the index …</span>}
      <span className="status-address">{addressWords(info?.addresses)}</span>
      <button type="button" className="status-keys" onClick={() => view.setState({ isHelpOpen: true })}>
        <KeyboardIcon /> Keys <kbd>?</kbd>
      </button>
    </footer>
  )
}

function addressWords(addresses: string[] | undefined): string {
  const [first] = addresses ?? []
  if (first) return `Programs reach it at ${first.replace(/^https?:\/\//, '')}`
  return addresses ? 'The port is off' : ''
}
