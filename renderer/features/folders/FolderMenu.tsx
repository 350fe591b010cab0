import { useWindow } from '../../state/window.ts'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { useRemoval } from './use-removal.ts'

interface Props {
  path: string
  name: string
}

/** What can be done with a folder, or with the library as the folder of all. */
export function FolderMenu({ path, name }: Props) {
  const isRoot = path === '/'
  return (
    <Popover
      kind="menu"
      label="⋯"
      look="quiet"
      className="folder-more"
      aria-label={`What can be done with ${name}`}
      title={`What can be done with ${name}`}
      tabIndex={isRoot ? 0 : -1}
    >
      {(close) => (
        <Menu label={name} onClose={close}>
          <Items path={path} onClose={close} />
        </Menu>
      )}
    </Popover>
  )
}

function Items({ path, onClose }: { path: string; onClose: () => void }) {
  const { folders } = useWindow()
  const remove = useRemoval()
  const { begin } = folders.getState()
  const after = (work: () => void) => () => {
    onClose()
    work()
  }
  return (
    <>
      <MenuItem title="New folder" onChoose={after(() => begin('new', path))} />
      {path !== '/' && (
        <>
          <MenuItem title="Rename" hint="F2" onChoose={after(() => begin('rename', path))} />
          <MenuItem title="Move to folder…" onChoose={after(() => begin('move', path))} />
          <MenuItem title="Remove" hint="Delete" onChoose={after(() => remove(path))} />
        </>
      )}
    </>
  )
}
