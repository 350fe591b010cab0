import { type DragEvent, useState } from 'react'
import { useWindow } from '../state/window.ts'

/** The kinds of what is dragged within the window: the selected pictures of the grid, and a folder by its path. */
export const draggedPictures = 'application/x-magpie-pictures'
export const draggedFolder = 'application/x-magpie-folder'

const isOurs = ({ dataTransfer }: DragEvent) =>
  dataTransfer.types.includes(draggedPictures) || dataTransfer.types.includes(draggedFolder)

/** Takes pictures and folders that are dropped onto a folder; `isOver` while something hovers that it would take. */
export function useFolderDrop(path: string) {
  const { folderActions } = useWindow()
  const [isOver, setOver] = useState(false)
  const onDragOver = (event: DragEvent) => {
    if (!isOurs(event)) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'move'
    setOver(true)
  }
  const onDragLeave = ({ currentTarget, relatedTarget }: DragEvent) => {
    if (!currentTarget.contains(relatedTarget as Node | null)) setOver(false)
  }
  const onDrop = (event: DragEvent) => {
    if (!isOurs(event)) return
    event.preventDefault()
    setOver(false)
    const folder = event.dataTransfer.getData(draggedFolder)
    const { move, moveSelected, tellRefusal } = folderActions
    void tellRefusal(folder ? move(folder, path) : moveSelected(path))
  }
  return { isOver, handlers: { onDragOver, onDragLeave, onDrop } }
}
