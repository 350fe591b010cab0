import { Activity } from './features/activity/Activity.tsx'
import { Duplicates } from './features/duplicates/Duplicates.tsx'
import { EmptyFolder } from './features/folders/EmptyFolder.tsx'
import { FolderTree } from './features/folders/FolderTree.tsx'
import { LibraryMenu } from './features/folders/LibraryMenu.tsx'
import { Grid } from './features/grid/Grid.tsx'
import { History } from './features/history/History.tsx'
import { Toasts } from './features/history/Toasts.tsx'
import { AddButtons } from './features/import/AddButtons.tsx'
import { DropZone } from './features/import/DropZone.tsx'
import { EmptyLibrary } from './features/import/EmptyLibrary.tsx'
import { ImportCard } from './features/import/ImportCard.tsx'
import { Inspector } from './features/inspector/Inspector.tsx'
import { NothingFound } from './features/search/NothingFound.tsx'
import { Search } from './features/search/Search.tsx'
import { Settings } from './features/settings/Settings.tsx'
import { Announcer } from './features/shell/Announcer.tsx'
import { Brand } from './features/shell/Brand.tsx'
import { Connection } from './features/shell/Connection.tsx'
import { Help } from './features/shell/Help.tsx'
import { InspectorToggle } from './features/shell/InspectorToggle.tsx'
import { StatusBar } from './features/shell/StatusBar.tsx'
import { EmptyTrash, Loading, Unreadable } from './features/shell/states.tsx'
import { TileSize } from './features/shell/TileSize.tsx'
import { useRoomFocus } from './features/shell/use-room-focus.ts'
import { useShortcuts } from './features/shell/use-shortcuts.ts'
import { Sidebar } from './features/sidebar/Sidebar.tsx'
import { ExportCard } from './features/transform/export/ExportCard.tsx'
import { Transform } from './features/transform/Transform.tsx'
import { Viewer } from './features/viewer/Viewer.tsx'
import { useLibrary, useView } from './state/window.ts'
import './features/shell/shell.css'

/** The window: places on the left, pictures in the middle, the selected one on the right. */
export function App() {
  const isInspectorOpen = useView((state) => state.isInspectorOpen)
  const place = useView((state) => state.place)
  const isViewing = useView((state) => state.viewed !== null)
  useShortcuts()
  useRoomFocus()
  return (
    <div className="app">
      <Brand />
      <header className="tools">
        <Search />
        {place === 'pictures' && <TileSize />}
        <AddButtons />
        {place === 'pictures' && <InspectorToggle />}
      </header>
      <div className="places">
        <Sidebar libraryMenu={<LibraryMenu />} folders={<FolderTree />} />
      </div>
      <main className="main">
        <History />
        <div className="pictures">
          {place === 'pictures' && <Pictures />}
          {place === 'duplicates' && <Duplicates />}
          {place === 'transform' && <Transform />}
          {place === 'activity' && <Activity />}
          {place === 'settings' && <Settings />}
        </div>
      </main>
      {isInspectorOpen && place === 'pictures' && (
        <div className="side">
          <Inspector />
        </div>
      )}
      <StatusBar />
      <div className="cards">
        <ExportCard />
        <ImportCard />
      </div>
      <Connection />
      <Toasts />
      <Announcer />
      <Help />
      {isViewing && <Viewer />}
      <DropZone />
    </div>
  )
}

/** The grid, or what stands in its place while there is nothing to show. */
function Pictures() {
  const total = useLibrary((state) => state.snapshot?.total)
  const failure = useLibrary((state) => state.failure)
  const query = useLibrary((state) => state.query)
  const isPending = useLibrary((state) => state.isPending)
  if (failure && (total === undefined || isPending)) return <Unreadable failure={failure} />
  if (total === undefined) return <Loading />
  if (total > 0) return <Grid />
  if (isPending) return null
  if (query.text) return <NothingFound />
  if (query.folder !== undefined) return <EmptyFolder path={query.folder} />
  return query.view === 'trash' ? <EmptyTrash /> : <EmptyLibrary />
}
