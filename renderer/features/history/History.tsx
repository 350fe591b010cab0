import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { JournalRow } from '#shared/schema.ts'
import { useAnswer } from '../../hooks/use-answer.ts'
import { useEscape } from '../../hooks/use-escape.ts'
import { useHeard } from '../../hooks/use-heard.ts'
import { useView, useWindow } from '../../state/window.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { formatTime } from '../../ui/format.ts'
import { CloseIcon } from '../../ui/icons.tsx'

const rowsAtOnce = 50
const news = ['history.changed', 'library.reset'] as const

/** What was done to the library, by whom, and the way back. */
export function History() {
  const isOpen = useView((state) => state.isHistoryOpen)
  return isOpen ? <Panel /> : null
}

function Panel() {
  const { view } = useWindow()
  const panel = useBorrowedFocus()
  const close = () => view.setState({ isHistoryOpen: false })
  useEscape(close)
  return (
    <section ref={panel} className="history" aria-label="History" tabIndex={-1}>
      <header className="history-head">
        <h2>History</h2>
        <IconButton label="Close the history" onClick={close}>
          <CloseIcon />
        </IconButton>
      </header>
      <Changes />
    </section>
  )
}

/** The keyboard comes in with the panel, and goes back to where it was unless it went elsewhere meanwhile. */
function useBorrowedFocus(): RefObject<HTMLElement | null> {
  const panel = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const [element, before] = [panel.current, document.activeElement]
    element?.focus()
    return () => {
      if (element?.contains(document.activeElement) && before instanceof HTMLElement) before.focus()
    }
  }, [])
  return panel
}

function Changes() {
  const { client } = useWindow()
  const turn = useHeard(news)
  const [limit, setLimit] = useState(rowsAtOnce)
  const { value, failure } = useAnswer(`${turn} ${limit}`, () => client.history.list({ limit }))
  if (failure) return <p className="history-none">{failure.message}</p>
  if (value?.length === 0) return <p className="history-none">What you move to the trash and restore is listed here.</p>
  return (
    <ol className="history-rows">
      {value?.map((row) => (
        <Change key={row.id} row={row} />
      ))}
      {value?.length === limit && limit < 200 && (
        <li>
          <Button look="quiet" onClick={() => setLimit(200)}>
            Show older
          </Button>
        </li>
      )}
    </ol>
  )
}

function Change({ row: { id, label, actor, at, state } }: { row: JournalRow }) {
  const { actions } = useWindow()
  const isDone = state === 'done'
  return (
    <li className={isDone ? 'change' : 'change change-undone'}>
      <span className="change-label">{label}</span>
      <span className="change-facts">
        {actor === 'window' ? 'You' : actor} · {formatTime(at)}
      </span>
      <Button look="quiet" onClick={() => void (isDone ? actions.undo(id) : actions.redo(id))}>
        {isDone ? 'Undo' : 'Redo'}
      </Button>
    </li>
  )
}
