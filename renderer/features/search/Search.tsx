import { type KeyboardEvent, useState } from 'react'
import { focusGrid, focusSearch, searchBoxId } from '../../hooks/focus.ts'
import { useDebounced } from '../../hooks/use-debounced.ts'
import { folderTitle } from '../../state/folder-actions.ts'
import type { Library } from '../../state/library.ts'
import { useLibrary, useWindow } from '../../state/window.ts'
import { IconButton } from '../../ui/Button.tsx'
import { formatMilliseconds, formatPictures } from '../../ui/format.ts'
import { CloseIcon, SearchIcon } from '../../ui/icons.tsx'
import './search.css'

const pauseMilliseconds = 120

/** The search box: any part of a URL. What is typed is asked for after a short pause, Enter goes to the pictures. */
export function Search() {
  const { library } = useWindow()
  const asked = useLibrary((state) => state.query.text)
  const [text, setText] = useState(asked)
  const [followed, setFollowed] = useState(asked)
  if (followed !== asked) {
    setFollowed(asked)
    setText(asked)
  }
  useDebounced(text, pauseMilliseconds, () => {
    const { query, setQuery } = library.getState()
    if (text !== query.text) setQuery({ ...query, text })
  })
  const clear = () => {
    setText('')
    focusSearch()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && text) clear()
    if (event.key === 'Backspace' && !text) searchEverywhere(library)
    if (event.key !== 'Enter' && event.key !== 'ArrowDown') return
    event.preventDefault()
    focusGrid()
  }
  return (
    <search className="search">
      <SearchIcon />
      <WithinFolder />
      <input
        id={searchBoxId}
        className="search-input"
        type="text"
        placeholder="Search by any part of a URL"
        aria-label="Search by any part of a URL"
        aria-describedby="search-result"
        autoComplete="off"
        spellCheck={false}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Result />
      {text ? (
        <IconButton label="Clear the search" onClick={clear}>
          <CloseIcon />
        </IconButton>
      ) : (
        <kbd className="search-key">/</kbd>
      )}
    </search>
  )
}

/** Which folder is searched, with the way out of it. */
function WithinFolder() {
  const { library } = useWindow()
  const folder = useLibrary((state) => state.query.folder)
  if (folder === undefined) return null
  const leave = () => {
    searchEverywhere(library)
    focusSearch()
  }
  return (
    <span className="search-folder" title={folder}>
      <span className="search-folder-name">in {folderTitle(folder)}</span>
      <button type="button" aria-label={`Leave the folder ${folder}`} onClick={leave}>
        <CloseIcon />
      </button>
    </span>
  )
}

function searchEverywhere(library: Library): void {
  const { query, setQuery } = library.getState()
  if (query.folder !== undefined) setQuery({ text: query.text, view: query.view })
}

/** How many pictures were found, and how fast. */
function Result() {
  const text = useLibrary((state) => state.query.text)
  const total = useLibrary((state) => state.snapshot?.total)
  const milliseconds = useLibrary((state) => state.snapshot?.milliseconds ?? 0)
  const isPending = useLibrary((state) => state.isPending)
  return (
    <output id="search-result" className="search-result" aria-live="polite">
      {text && !isPending && total !== undefined && (
        <>
          {formatPictures(total)} <span className="search-time">in {formatMilliseconds(milliseconds)}</span>
        </>
      )}
    </output>
  )
}
