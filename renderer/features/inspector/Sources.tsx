import type { Source } from '#shared/schema.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { formatCount, formatTime } from '../../ui/format.ts'
import { OpenOutIcon } from '../../ui/icons.tsx'

const isWeb = (url: string) => /^https?:\/\//i.test(url)

/** Every place that the picture came from, with who brought it and when. */
export function Sources({ sources }: { sources: Source[] }) {
  return (
    <section className="inspector-section" aria-label="Sources">
      <h3>
        Sources <span className="section-count">{formatCount(sources.length)}</span>
      </h3>
      <ul className="sources">
        {sources.map((source) => (
          <li key={`${source.seq} ${source.url}`}>
            <SourceUrl url={source.url} />
            <p className="source-facts">
              {source.clientName}
              {source.filename && ` · ${source.filename}`}
              {` · ${formatTime(source.fetchedAt)}`}
              {formatTime(source.firstSeenAt) !== formatTime(source.fetchedAt) &&
                `, first ${formatTime(source.firstSeenAt)}`}
            </p>
            {source.copy && <p className="source-copy">Came with a copy that was discarded</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function SourceUrl({ url }: { url: string }) {
  return (
    <div className="source-url">
      {isWeb(url) ? (
        <a href={url} target="_blank" rel="noopener noreferrer" title={url}>
          {url}
          <OpenOutIcon />
        </a>
      ) : (
        <span title={url}>{url}</span>
      )}
      <CopyButton text={url} what="URL" />
    </div>
  )
}
