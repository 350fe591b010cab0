import type { CSSProperties, DragEvent, MouseEvent } from 'react'
import { parentFolder, pathIn } from '#shared/folder-paths.ts'
import { draggedFolder, useFolderDrop } from '../../hooks/use-folder-drop.ts'
import type { FolderRow } from '../../state/folder-rows.ts'
import { useFolders, useWindow } from '../../state/window.ts'
import { NameField } from '../../ui/folder/NameField.tsx'
import { formatCount, formatPictures } from '../../ui/format.ts'
import { FolderIcon, RightIcon } from '../../ui/icons.tsx'
import { FolderMenu } from './FolderMenu.tsx'
import { returnToFolder } from './focus-folder.ts'

interface Props {
  row: FolderRow
  isShown: boolean
  isFocused: boolean
}

/** One folder of the tree: shown by a click, opened at its arrow, dragged onto another, with what can be done in a menu. */
export function FolderLine({ row, isShown, isFocused }: Props) {
  const { folder, level, position, count, isOpen } = row
  const { folders, folderActions } = useWindow()
  const { isOver, handlers } = useFolderDrop(folder.path)
  const { expand, collapse } = folders.getState()
  const isRenamed = useFolders(({ task }) => task?.kind === 'rename' && task.path === folder.path)
  const onClick = ({ target }: MouseEvent) => {
    if (!(target instanceof Element) || target.closest('.popover-place, .name-field')) return
    if (!target.closest('.folder-twisty')) folderActions.show(folder.path)
    else if (isOpen) collapse(folder.path)
    else expand(folder.path)
  }
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(draggedFolder, folder.path)
    event.dataTransfer.effectAllowed = 'move'
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys
    <div
      role="treeitem"
      className={`folder-line ${isOver ? 'folder-over' : ''}`}
      data-path={folder.path}
      style={{ '--level': level } as CSSProperties}
      tabIndex={isFocused ? 0 : -1}
      draggable={!isRenamed}
      aria-label={`${folder.name}, ${formatPictures(folder.files)}`}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={count}
      aria-selected={isShown}
      aria-expanded={folder.folders > 0 ? isOpen : undefined}
      onClick={onClick}
      onDragStart={onDragStart}
      {...handlers}
    >
      <span className="folder-twisty">{folder.folders > 0 && <RightIcon />}</span>
      <FolderIcon />
      {isRenamed ? <Rename path={folder.path} name={folder.name} /> : <Words row={row} />}
    </div>
  )
}

function Words({ row: { folder } }: { row: FolderRow }) {
  return (
    <>
      <span className="folder-name" title={folder.path}>
        {folder.name}
      </span>
      <FolderMenu path={folder.path} name={folder.name} />
      <span className="place-count">{formatCount(folder.files)}</span>
    </>
  )
}

function Rename({ path, name }: { path: string; name: string }) {
  const { folders, folderActions, actions } = useWindow()
  const save = async (wanted: string) => {
    const refusal = await folderActions.rename(path, wanted)
    if (refusal === null) leave(pathIn(parentFolder(path), wanted))
    else if (!folders.getState().has(path)) tellElsewhere(refusal)
    return refusal
  }
  const leave = (to: string) => {
    folders.getState().endTask()
    returnToFolder(to)
  }
  /** Where the folder went away meanwhile, there is no field left to tell it at. */
  const tellElsewhere = (refusal: string) => {
    folders.getState().endTask()
    actions.tell(refusal, { tone: 'problem' })
  }
  return <NameField label={`Name of the folder “${name}”`} name={name} onSave={save} onLeave={() => leave(path)} />
}
