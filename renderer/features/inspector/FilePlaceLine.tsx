import { useRef, useState } from 'react'
import { pathIn } from '#shared/folder-paths.ts'
import type { FilePlace } from '#shared/schema.ts'
import { useAnswer } from '../../hooks/use-answer.ts'
import { useHeard } from '../../hooks/use-heard.ts'
import { useWindow } from '../../state/window.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { MoveForm } from '../../ui/folder/MoveForm.tsx'
import { NameField } from '../../ui/folder/NameField.tsx'
import { FileIcon } from '../../ui/icons.tsx'

const changing = ['history.changed', 'library.reset'] as const

/** What of a file is being edited. */
type Edited = 'name' | 'folder' | null

/** One file of the picture: its name and folder are edited where they stand; one in the trash can only be read. */
export function FilePlaceLine({ file }: { file: FilePlace }) {
  const [edited, setEdited] = useState<Edited>(null)
  const line = useRef<HTMLLIElement>(null)
  const leave = () => {
    setEdited(null)
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) line.current?.querySelector('button')?.focus()
    })
  }
  return (
    <li ref={line} className={file.trashedAt ? 'file file-trashed' : 'file'}>
      <FileIcon />
      <div className="file-words">
        {edited === 'name' ? (
          <EditedName file={file} onLeave={leave} />
        ) : (
          <Part
            isFixed={file.trashedAt !== null}
            className="file-name"
            label={`Rename ${file.name}`}
            onEdit={() => setEdited('name')}
          >
            {file.name}
          </Part>
        )}
        {edited === 'folder' ? (
          <EditedFolder file={file} onLeave={leave} />
        ) : (
          <Part
            isFixed={file.trashedAt !== null}
            className="file-folder"
            label="Move to folder…"
            onEdit={() => setEdited('folder')}
          >
            {file.folder === '/' ? '/' : `${file.folder}/`}
          </Part>
        )}
        <Marks file={file} />
      </div>
      <CopyButton text={pathIn(file.folder, file.name)} what="path" />
    </li>
  )
}

interface PartProps {
  isFixed: boolean
  className: string
  label: string
  children: string
  onEdit: () => void
}

/** A part of the file’s path: a button that begins to edit it, unless it is fixed. */
function Part({ isFixed, className, label, children, onEdit }: PartProps) {
  if (isFixed) return <span className={className}>{children}</span>
  return (
    <button
      type="button"
      className={`file-part ${className}`}
      title={label}
      aria-label={`${children}: ${label}`}
      onClick={onEdit}
    >
      {children}
    </button>
  )
}

interface EditedProps {
  file: FilePlace
  onLeave: () => void
}

function EditedName({ file, onLeave }: EditedProps) {
  const { folderActions } = useWindow()
  const save = async (name: string) => {
    const refusal = await folderActions.renameFile(file.id, name)
    if (refusal === null) onLeave()
    return refusal
  }
  return <NameField label="Name of the file" name={file.name} onSave={save} onLeave={onLeave} />
}

function EditedFolder({ file, onLeave }: EditedProps) {
  const { folderActions } = useWindow()
  const move = (folder: string) => folderActions.moveFiles([file.id], folder)
  return <MoveForm label="Folder of the file" folder={file.folder} onMove={move} onLeave={onLeave} />
}

/** Who may see the file by its URL. */
function Marks({ file: { id, trashedAt } }: { file: FilePlace }) {
  const { client } = useWindow()
  const turn = useHeard(changing)
  const { value } = useAnswer(`${id} ${turn}`, () => client.files.get({ id }))
  if (!value) return null
  return (
    <span className="file-marks">
      {trashedAt && <small>in the trash</small>}
      {value.isPrivate && <small title="Shown to signed URLs only">private</small>}
      {!value.isPublished && <small title="Not shown at any URL of pictures">not published</small>}
    </span>
  )
}
