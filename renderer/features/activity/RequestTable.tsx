import { memo } from 'react'
import type { ActivityRow } from '#shared/activity.ts'
import { formatMilliseconds, formatTime } from '../../ui/format.ts'
import { statusTone, statusWords } from './status.ts'

/** Requests, the newest first; the keys that scroll work when it is in focus. */
export function RequestTable({ rows }: { rows: readonly ActivityRow[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section className="activity-rows" aria-label="Requests" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Client</th>
            <th scope="col">Method</th>
            <th scope="col">Path</th>
            <th scope="col">Status</th>
            <th scope="col" className="is-number">
              Took
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Request key={row.id} {...row} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

const Request = memo(({ at, client, method, path, status, milliseconds }: ActivityRow) => (
  <tr>
    <td title={formatTime(at)}>
      <time dateTime={at}>{formatClock(at)}</time>
    </td>
    <td title={client}>{client}</td>
    <td>{method}</td>
    <td title={path}>
      <code>{path}</code>
    </td>
    <td className={`status status-${statusTone(status)}`}>
      {status} {statusWords(status)}
    </td>
    <td className="is-number">{formatMilliseconds(milliseconds)}</td>
  </tr>
))

/** An ISO time as hours, minutes and seconds of the reader’s own zone. */
const formatClock = (iso: string) => new Date(iso).toLocaleTimeString(undefined, { timeStyle: 'medium' })
