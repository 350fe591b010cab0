import { type KeyboardEvent, useState } from 'react'
import { CloseIcon } from '../../ui/icons.tsx'

/** A tag, and of several pictures how many have it where not all do. */
export interface ShownTag {
  name: string
  count?: number
}

interface Props {
  tags: readonly ShownTag[]
  onAdd: (names: string[]) => void
  onRemove: (name: string) => void
}

/** The names in a text, as they are typed or pasted: between commas and lines, each once. */
const namesIn = (text: string): string[] => [...new Set(text.split(/[,\p{Cc}]+/u).flatMap((part) => part.trim() || []))]

/** Tags as chips: Enter or a comma adds what was typed, Backspace takes off the last. */
export function Tags({ tags, onAdd, onRemove }: Props) {
  const [text, setText] = useState('')
  const add = (typed: string) => {
    const fresh = namesIn(typed).filter((name) => tags.every((tag) => tag.name !== name || tag.count !== undefined))
    if (fresh.length > 0) onAdd(fresh)
    setText('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const last = tags.at(-1)
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') add(text)
    else if (event.key === 'Escape') setText('')
    else if (event.key === 'Backspace' && text === '' && last && !event.repeat) onRemove(last.name)
  }
  return (
    <section className="inspector-section" aria-label="Tags">
      <h3>Tags</h3>
      <div className="tags">
        <ul>
          {tags.map(({ name, count }) => (
            <li key={name} className={count === undefined ? 'tag' : 'tag tag-some'}>
              <span className="tag-name">{name}</span>
              {count !== undefined && <span className="tag-count">{count}</span>}
              <button
                type="button"
                title={`Take off “${name}”`}
                aria-label={`Take off ${name}`}
                onClick={() => onRemove(name)}
              >
                <CloseIcon />
              </button>
            </li>
          ))}
        </ul>
        <input
          type="text"
          value={text}
          aria-label="Add tags"
          placeholder={tags.length > 0 ? 'Add a tag' : 'Add a tag, then Enter'}
          autoComplete="off"
          onChange={({ target }) => (target.value.includes(',') ? add(target.value) : setText(target.value))}
          onKeyDown={onKeyDown}
          onBlur={() => add(text)}
        />
      </div>
    </section>
  )
}
