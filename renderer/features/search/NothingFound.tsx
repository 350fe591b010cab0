import { focusSearch } from '../../hooks/focus.ts'
import { useLibrary, useWindow } from '../../state/window.ts'
import { Button } from '../../ui/Button.tsx'
import { SearchIcon } from '../../ui/icons.tsx'
import { Message } from '../../ui/Message.tsx'

/** What stands in place of the grid when no URL contains the text. */
export function NothingFound() {
  const { library } = useWindow()
  const { text, view } = useLibrary((state) => state.query)
  const where = view === 'trash' ? 'in the trash' : 'in the library'
  const look = (query: { text: string; view: 'library' | 'trash' }) => {
    library.getState().setQuery(query)
    focusSearch()
  }
  const other = view === 'trash' ? 'library' : 'trash'
  return (
    <Message icon={<SearchIcon />} title={`No picture ${where} came from a URL with “${text}”`}>
      <p>The search looks for these very characters anywhere in a URL; capital and small letters are the same.</p>
      <div className="message-buttons">
        <Button look="main" onClick={() => look({ text: '', view })}>
          Clear the search
        </Button>
        <Button onClick={() => look({ text, view: other })}>Search the {other}</Button>
      </div>
    </Message>
  )
}
