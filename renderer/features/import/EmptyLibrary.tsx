import { useHost } from '../../state/window.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ImageIcon } from '../../ui/icons.tsx'
import { AddButtons } from './AddButtons.tsx'

/** What an empty library shows: how pictures come in, by hand and by program. */
export function EmptyLibrary() {
  const address = useHost(({ info }) => info?.addresses[0])
  const origin = address ?? window.location.origin
  return (
    <section className="empty" aria-label="Empty library">
      <div className="empty-drop">
        <span className="empty-icon">
          <ImageIcon />
        </span>
        <h2>Drop pictures or folders here</h2>
        <p>Or drag them from a web page, paste them, or choose them.</p>
        <AddButtons look="main" />
      </div>
      <div className="empty-curl">
        <h3>Or let a program bring them</h3>
        {curlLines(origin).map(({ what, line }) => (
          <div key={what} className="curl">
            <span className="curl-what">{what}</span>
            <code>{line}</code>
            <CopyButton text={line} what="command" />
          </div>
        ))}
      </div>
    </section>
  )
}

/** Three commands to try: store a picture, look it up by its URL, find what looks like it. */
const curlLines = (origin: string) => [
  {
    what: 'Store a picture',
    line: `curl -F file=@cat.jpg -F url=https://example.com/cat.jpg -F client_name=me ${origin}/images`,
  },
  { what: 'Look it up by its URL', line: `curl "${origin}/images/lookup?url=https://example.com/cat.jpg"` },
  {
    what: 'Find what looks like it',
    line: `curl "${origin}/images/similar?perceptual_hash=PHASH&max_hamming_distance=4"`,
  },
]
