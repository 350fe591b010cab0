import { canPickFolders } from '../../../state/exports.ts'
import { sizeOf } from '../../../state/intervals.ts'
import { useIsDesktop, useSelection, useTransformer, useWindow } from '../../../state/window.ts'
import { Button } from '../../../ui/Button.tsx'
import { formatPictures } from '../../../ui/format.ts'
import { ExportIcon } from '../../../ui/icons.tsx'

/** Writes the pictures that are selected in the grid, or else the one shown, into a folder, transformed. */
export function ExportButton() {
  const { actions, exports, transformer } = useWindow()
  const isDesktop = useIsDesktop()
  const selected = sizeOf(useSelection((state) => state.ranges))
  const hash = useTransformer((state) => state.picture?.hash)
  const isBroken = useTransformer((state) => state.breakage !== null)
  if (!isDesktop && !canPickFolders()) {
    return <p className="export-none">This browser lets no page write into a folder: export in the desktop app.</p>
  }
  const isSelection = selected > 1
  const hashes = async () => (isSelection ? actions.selectedHashes() : hash ? [hash] : [])
  const start = () =>
    actions.attempt(() => exports.getState().start({ hashes, transformation: transformer.getState().text }))
  return (
    <Button icon={<ExportIcon />} disabled={isBroken || (!isSelection && !hash)} onClick={() => void start()}>
      Export {isSelection ? formatPictures(selected) : 'picture'}…
    </Button>
  )
}
