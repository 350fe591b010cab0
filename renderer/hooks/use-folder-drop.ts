import { type DragEvent, useState } from 'react'
import { useWindow } from '../state/window.ts'

/** The kinds of what is dragged within the window: the selected pictures of the grid, and a folder by its path. */
export const draggedPictures = 'application/x-magpie-pictures'
export const draggedFolder = 'application/x-magpie-folder'

/** Takes pictures and folders that are dropped onto a folder; `isOver` while something hovers that it would take. */
export function useFolderDrop(path: string) {
  const { folderActions } = useWindow()
  const { effectOf, moveOf } = useMoves(path)
  const [isOver, setOver] = useState(false)
  const onDragOver = (event: DragEvent) => {
    const effect = effectOf(event.dataTransfer)
    if (!effect) return
    event.preventDefault()
    event.dataTransfer.dropEffect = effect
    setOver(true)
  }
  const onDragLeave = ({ currentTarget, relatedTarget }: DragEvent) => {
    if (!currentTarget.contains(relatedTarget as Node | null)) setOver(false)
  }
  const onDrop = (event: DragEvent) => {
    setOver(false)
    const move = moveOf(event.dataTransfer)
    if (!move) return
    event.preventDefault()
    void folderActions.tellRefusal(move)
  }
  return { isOver, handlers: { onDragOver, onDragLeave, onDrop } }
}

/** What a folder would do with what is dragged; null where that is not for it. */
function useMoves(path: string) {
  const { folderActions, dragging } = useWindow()
  const { move, movePictures, moveSelected } = folderActions
  const hasPictures = () => dragging.pictures().length > 0
  const effectOf = ({ types }: DataTransfer) => {
    if (types.includes(draggedPictures) || types.includes(draggedFolder)) return 'move'
    // The system lets its drags copy, not move, whatever becomes of them here.
    return types.includes('Files') && hasPictures() ? 'copy' : null
  }
  const moveOf = (data: DataTransfer) => {
    const folder = data.getData(draggedFolder)
    if (folder) return move(folder, path)
    if (data.types.includes(draggedPictures)) return moveSelected(path)
    return hasPictures() && dragging.owns(data.files) ? movePictures(dragging.pictures(), path) : null
  }
  return { effectOf, moveOf }
}
