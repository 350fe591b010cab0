import { useEffect, useRef } from 'react'
import { lastName, parentFolder, pathIn } from '#shared/folder-paths.ts'
import { useModal } from '../../hooks/use-modal.ts'
import { useWindow } from '../../state/window.ts'
import { MoveForm } from '../../ui/folder/MoveForm.tsx'
import { focusFolder } from './focus-folder.ts'

/** Asks where a folder goes. */
export function MoveFolder({ path }: { path: string }) {
  const { folders, folderActions } = useWindow()
  const dialog = useRef<HTMLDialogElement>(null)
  useModal(dialog)
  useEffect(() => dialog.current?.querySelector('input')?.focus(), [])
  const title = `Move “${lastName(path)}” into`
  const move = async (folder: string) => {
    const refusal = await folderActions.move(path, folder)
    if (refusal === null) requestAnimationFrame(() => focusFolder(pathIn(folder, lastName(path))))
    return refusal
  }
  const leave = () => {
    folders.getState().endTask()
    focusFolder(path)
  }
  return (
    <dialog ref={dialog} className="folder-dialog" aria-label={title} onClose={leave}>
      <h2>{title}</h2>
      <MoveForm
        label="Folder"
        folder={parentFolder(path)}
        moved={path}
        onMove={move}
        onLeave={() => dialog.current?.close()}
      />
    </dialog>
  )
}
