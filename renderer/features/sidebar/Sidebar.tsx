import type { ReactNode } from 'react'
import { libraryId } from '../../hooks/focus.ts'
import { useFolderDrop } from '../../hooks/use-folder-drop.ts'
import { goToTransform } from '../../state/rooms.ts'
import { useDuplicates, useHost, useLibrary, useView, useWindow } from '../../state/window.ts'
import { formatBytes, formatCount } from '../../ui/format.ts'
import {
  ActivityIcon,
  DuplicatesIcon,
  HistoryIcon,
  LibraryIcon,
  SettingsIcon,
  TransformIcon,
  TrashIcon,
} from '../../ui/icons.tsx'
import './sidebar.css'

interface Props {
  /** What can be done with the library as a folder. */
  libraryMenu: ReactNode
  /** The folders in it. */
  folders: ReactNode
}

/** Where one can be: pictures, what is made of them, what was done to them, what programs ask for, and the settings. */
export function Sidebar({ libraryMenu, folders }: Props) {
  const state = useWindow()
  const { library, view } = state
  const info = useHost((state) => state.info)
  const pictures = useLibrary(({ query }) => (query.folder === undefined ? query.view : 'folder'))
  const { isOver, handlers } = useFolderDrop('/')
  const place = useView((state) => state.place)
  const open = useDuplicates((state) => state.open)
  const shown = place === 'pictures' ? pictures : place
  const isHistoryOpen = useView((state) => state.isHistoryOpen)
  const go = (place: 'library' | 'trash') => library.getState().setQuery({ text: '', view: place })
  return (
    <nav className="sidebar" aria-label="Places">
      <div className={`place-row ${isOver ? 'place-over' : ''}`} {...handlers}>
        <Place
          id={libraryId}
          icon={<LibraryIcon />}
          name="Library"
          isCurrent={shown === 'library'}
          count={info?.images}
          onGo={() => go('library')}
        />
        {libraryMenu}
      </div>
      {folders}
      <Place
        icon={<DuplicatesIcon />}
        name="Duplicates"
        isCurrent={shown === 'duplicates'}
        count={open ?? undefined}
        onGo={() => view.setState({ place: 'duplicates' })}
      />
      <Place
        icon={<TransformIcon />}
        name="Transform"
        isCurrent={shown === 'transform'}
        count={undefined}
        onGo={() => goToTransform(state)}
      />
      <Place
        icon={<TrashIcon />}
        name="Trash"
        isCurrent={shown === 'trash'}
        count={info?.trashed}
        onGo={() => go('trash')}
      />
      <button
        type="button"
        className="place"
        aria-expanded={isHistoryOpen}
        onClick={() => view.setState({ isHistoryOpen: !isHistoryOpen })}
      >
        <HistoryIcon />
        <span className="place-name">History</span>
      </button>
      <Place
        icon={<ActivityIcon />}
        name="Activity"
        isCurrent={shown === 'activity'}
        count={undefined}
        onGo={() => view.setState({ place: 'activity' })}
      />
      <Place
        icon={<SettingsIcon />}
        name="Settings"
        isCurrent={shown === 'settings'}
        count={undefined}
        onGo={() => view.setState({ place: 'settings' })}
      />
      {info && (
        <dl className="sidebar-facts">
          <dt>Stored</dt>
          <dd>{formatBytes(info.byteSize)}</dd>
          <dt>Folder</dt>
          <dd title={info.library}>{info.library}</dd>
        </dl>
      )}
    </nav>
  )
}

interface PlaceProps {
  id?: string
  icon: ReactNode
  name: string
  count: number | undefined
  isCurrent: boolean
  onGo: () => void
}

function Place({ id, icon, name, count, isCurrent, onGo }: PlaceProps) {
  return (
    <button id={id} type="button" className="place" aria-current={isCurrent ? 'page' : undefined} onClick={onGo}>
      {icon}
      <span className="place-name">{name}</span>
      {count !== undefined && <span className="place-count">{formatCount(count)}</span>}
    </button>
  )
}
