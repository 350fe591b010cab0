import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { ImageDetail } from '#shared/schema.ts'
import { useWindow } from '../../state/window.ts'

/** What a person writes of the picture, kept when the field is left; notes of discarded copies can only be read. */
export function Note({ detail: { hash, notes } }: { detail: ImageDetail }) {
  const own = notes.find(({ copy }) => copy === null)?.text ?? ''
  const { text, write, save } = useDraft(hash, own)
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save()
    if (event.key === 'Escape') write(own)
  }
  return (
    <section className="inspector-section" aria-label="Note">
      <h3>Note</h3>
      <textarea
        className="note"
        aria-label="Note"
        rows={1}
        maxLength={100_000}
        value={text}
        placeholder="Write a note"
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={save}
      />
      {notes
        .filter(({ copy }) => copy !== null)
        .map(({ text: inherited, copy }) => (
          <figure key={copy} className="note-inherited">
            <blockquote>{inherited}</blockquote>
            <figcaption>Of a copy that was discarded</figcaption>
          </figure>
        ))}
    </section>
  )
}

/** A text that is being written, until the library has it; it is saved as well when its field or the page goes away. */
function useDraft(hash: string, own: string) {
  const { client, actions } = useWindow()
  const [draft, setDraft] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the library tells anew stands in place of the draft
  useEffect(() => setDraft(null), [own])
  const save = () => {
    if (draft === null || draft.trim() === own) return
    void actions.attempt(async () => {
      const { journal } = await client.images.annotate({ hash, note: draft })
      if (journal !== null) actions.tell(draft.trim() ? 'Saved the note' : 'Took the note off', { journal })
    })
  }
  const latest = useRef(save)
  useEffect(() => {
    latest.current = save
  })
  useEffect(() => {
    const saveLatest = () => latest.current()
    window.addEventListener('pagehide', saveLatest)
    return () => {
      window.removeEventListener('pagehide', saveLatest)
      saveLatest()
    }
  }, [])
  return { text: draft ?? own, write: setDraft, save }
}
