import type { CSSProperties } from 'react'
import { pathIn } from '#shared/folder-paths.ts'
import { useWindow } from '../../state/window.ts'
import { NameField } from '../../ui/folder/NameField.tsx'
import { FolderIcon } from '../../ui/icons.tsx'
import { returnToFolder } from './focus-folder.ts'

/** Asks for the name of a new folder, where it will lie. */
export function NewFolder({ parent, level }: { parent: string; level: number }) {
  const { folders, folderActions } = useWindow()
  const leave = (to: string) => {
    folders.getState().endTask()
    returnToFolder(to)
  }
  const save = async (name: string) => {
    const refusal = await folderActions.create(parent, name)
    if (refusal === null) leave(pathIn(parent, name))
    return refusal
  }
  return (
    <div className="folder-line" style={{ '--level': level } as CSSProperties}>
      <span className="folder-twisty" />
      <FolderIcon />
      <NameField label="Name of the new folder" name="" onSave={save} onLeave={() => leave(parent)} />
    </div>
  )
}
