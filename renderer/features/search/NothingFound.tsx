import { focusSearch } from '../../hooks/focus.ts'
import { folderTitle } from '../../state/folder-actions.ts'
import type { Query } from '../../state/snapshot.ts'
import { useLibrary, useWindow } from '../../state/window.ts'
import { Button } from '../../ui/Button.tsx'
import { SearchIcon } from '../../ui/icons.tsx'
import { Message } from '../../ui/Message.tsx'

/** The most characters of a search that are quoted, so that the ways out of it stay in sight. */
const mostQuoted = 200

const quoted = (text: string) => (text.length > mostQuoted ? `${text.slice(0, mostQuoted)}…` : text)

/** What stands in place of the grid when no URL contains the text. */
export function NothingFound() {
  const { library } = useWindow()
  const { text, view, folder } = useLibrary((state) => state.query)
  const within = folder === undefined ? {} : { folder }
  const look = (query: Query) => {
    library.getState().setQuery(query)
    focusSearch()
  }
  const other = view === 'trash' ? 'library' : 'trash'
  return (
    <Message
      icon={<SearchIcon />}
      title={`No picture in ${whereOf({ view, ...within })} came from a URL with “${quoted(text)}”`}
    >
      <p>The search looks for these very characters anywhere in a URL; capital and small letters are the same.</p>
      <div className="message-buttons">
        <Button look="main" onClick={() => look({ text: '', view, ...within })}>
          Clear the search
        </Button>
        {folder === undefined ? (
          <Button onClick={() => look({ text, view: other })}>Search the {other}</Button>
        ) : (
          <Button onClick={() => look({ text, view })}>Search the whole library</Button>
        )}
      </div>
    </Message>
  )
}

function whereOf({ view, folder }: Pick<Query, 'view' | 'folder'>): string {
  if (folder !== undefined) return `“${folderTitle(folder)}”`
  return view === 'trash' ? 'the trash' : 'the library'
}
