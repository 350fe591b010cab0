import { useDeferredValue, useEffect, useState } from 'react'
import type { ActivityRow } from '#shared/activity.ts'
import { useActivity, useWindow } from '../../state/window.ts'
import { WarningIcon } from '../../ui/icons.tsx'
import { Message } from '../../ui/Message.tsx'
import { FirstRequest } from './FirstRequest.tsx'
import { matching, type Wish } from './matching.ts'
import { RequestTable } from './RequestTable.tsx'
import { Toolbar } from './Toolbar.tsx'
import './activity.css'

/** What programs asked the port for lately, and how it answered. */
export function Activity() {
  const [wish, setWish] = useState<Wish>({ text: '', isFailuresOnly: false })
  const rows = useActivity((state) => state.rows)
  const failure = useActivity((state) => state.failure)
  useWatching()
  return (
    <section className="activity" aria-labelledby="activity-title" tabIndex={-1}>
      <Toolbar wish={wish} onWish={setWish} />
      {failure && rows && (
        <p className="activity-note" role="status">
          {failure.message} Asking again.
        </p>
      )}
      {rows && <Requests rows={rows} wish={wish} />}
      {!rows && failure && <Message icon={<WarningIcon />} title={failure.message} tone="problem" />}
    </section>
  )
}

/** Asks for news while the page is in sight. */
function useWatching() {
  const { activity } = useWindow()
  useEffect(() => {
    let stop = () => {}
    const turn = () => {
      stop()
      stop = document.visibilityState === 'visible' ? activity.getState().watch() : () => {}
    }
    turn()
    document.addEventListener('visibilitychange', turn)
    return () => {
      document.removeEventListener('visibilitychange', turn)
      stop()
    }
  }, [activity])
}

function Requests({ rows, wish }: { rows: readonly ActivityRow[]; wish: Wish }) {
  const shown = matching(rows, useDeferredValue(wish))
  if (rows.length === 0) return <FirstRequest />
  if (shown.length > 0) return <RequestTable rows={shown} />
  return <p className="activity-none">None of the {rows.length} requests is like that.</p>
}
