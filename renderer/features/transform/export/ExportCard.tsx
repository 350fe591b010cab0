import type { ExportProgress } from '#shared/transformations.ts'
import { useExports, useWindow } from '../../../state/window.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { formatBytes, formatCount, formatPictures } from '../../../ui/format.ts'
import { CloseIcon, WarningIcon } from '../../../ui/icons.tsx'
import './export.css'

/** One live card for all exports: how far they are, and what could not be written. */
export function ExportCard() {
  const { exports: store } = useWindow()
  const exports = useExports((state) => state.exports)
  if (exports.length === 0) return null
  return (
    <section className="card" aria-label="Export">
      <header className="card-head">
        <h2>{exports.some(({ state }) => state === 'running') ? 'Exporting' : 'Exported'}</h2>
        <IconButton label="Close the export card" onClick={() => store.getState().dismiss()}>
          <CloseIcon />
        </IconButton>
      </header>
      <div className="exports">
        {exports.map((progress) => (
          <Export key={progress.id} progress={progress} />
        ))}
      </div>
    </section>
  )
}

function Export({ progress }: { progress: ExportProgress }) {
  const { folder, transformation, state, failures, failed } = progress
  const isRunning = state === 'running'
  return (
    <article className="export" aria-label={`Export to ${folder}`}>
      <p className="export-title">
        <strong title={folder}>{folder}</strong>
        <code title={transformation}>{transformation || 'originals'}</code>
      </p>
      {isRunning && <Progress progress={progress} />}
      <p className="card-counts" aria-live={isRunning ? 'off' : 'polite'}>
        {countWords(progress)}
      </p>
      {failures.length > 0 && (
        <ul className="export-failures" aria-label="Not exported">
          {failures.map(({ hash, name, message }) => (
            <li key={hash}>
              <WarningIcon />
              <span>
                {name}
                <small>{message}</small>
              </span>
            </li>
          ))}
          {failed > failures.length && <li>and {formatCount(failed - failures.length)} more</li>}
        </ul>
      )}
    </article>
  )
}

function Progress({ progress: { id, done, total, rate, folder } }: { progress: ExportProgress }) {
  const { exports: store, actions } = useWindow()
  return (
    <div className="card-progress">
      <progress aria-label={`Export to ${folder}`} value={done} max={Math.max(total, 1)} />
      <span>
        {formatCount(done)} of {formatCount(total)}
        {rate > 0 && ` · ${rate < 10 ? rate.toFixed(1) : formatCount(Math.round(rate))} a second`}
      </span>
      <Button look="quiet" onClick={() => void actions.attempt(() => store.getState().cancel(id))}>
        Cancel
      </Button>
    </div>
  )
}

const endWords: Record<Exclude<ExportProgress['state'], 'running'>, string> = {
  done: 'Done: ',
  cancelled: 'Cancelled: ',
  failed: 'Broken off: ',
}

/** `Done: 12 pictures written, 3.4 MB · 1 failed`. */
function countWords({ state, done, failed, byteSize }: ExportProgress): string {
  const pictures = state === 'running' ? '' : `${endWords[state]}${formatPictures(done - failed)} written, `
  return `${pictures}${formatBytes(byteSize)}${failed > 0 ? ` · ${formatCount(failed)} failed` : ''}`
}
