import { folderTitle } from '../../state/folder-actions.ts'
import { useWindow } from '../../state/window.ts'
import { Button } from '../../ui/Button.tsx'
import { FolderIcon } from '../../ui/icons.tsx'
import { Message } from '../../ui/Message.tsx'

/** A folder with no picture in it or below it. */
export function EmptyFolder({ path }: { path: string }) {
  const { folderActions } = useWindow()
  return (
    <Message icon={<FolderIcon />} title={`“${folderTitle(path)}” is empty`}>
      <p>Move pictures here: drag them onto the folder, or choose “Move to folder…” in the inspector.</p>
      <div className="message-buttons">
        <Button onClick={() => folderActions.show('/')}>Show the whole library</Button>
      </div>
    </Message>
  )
}
