import { useLibrary, useWindow } from '../../state/window.ts'
import { MoveForm } from '../../ui/folder/MoveForm.tsx'
import { FolderIcon } from '../../ui/icons.tsx'
import { Popover } from '../../ui/Popover.tsx'

/** Moves the files of all selected pictures into a folder. */
export function MoveSelected() {
  const { folderActions } = useWindow()
  const folder = useLibrary((state) => state.query.folder ?? '/')
  return (
    <div className="several-move">
      <Popover label="Move to folder…" icon={<FolderIcon />} title="Move the selected pictures">
        {(close) => <MoveForm label="Folder" folder={folder} onMove={folderActions.moveSelected} onLeave={close} />}
      </Popover>
    </div>
  )
}
