import { type FormEvent, useState } from 'react'
import type { ProtectedSource } from '#shared/duplicates.ts'
import { useKeptFocus } from '../../../hooks/use-kept-focus.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { CloseIcon, ShieldIcon } from '../../../ui/icons.tsx'

interface Props {
  sources: ProtectedSource[]
  onChange: (sources: ProtectedSource[]) => void
}

const kindNames: Record<ProtectedSource['kind'], string> = {
  client: 'Client',
  domain: 'Domain',
  urlPrefix: 'URL begins with',
}

/** Sources whose pictures are never discarded. */
export function ProtectedSources({ sources, onChange }: Props) {
  const list = useKeptFocus<HTMLUListElement>()
  const without = (source: ProtectedSource) => sources.filter((one) => one !== source)
  return (
    <section aria-labelledby="protected-title">
      <h3 id="protected-title">Never discard pictures from …</h3>
      {sources.length === 0 && <p className="hint">No source is protected.</p>}
      <ul ref={list} className="sources-protected">
        {sources.map((source) => (
          <li key={`${source.kind} ${source.value}`}>
            <ShieldIcon />
            <small>{kindNames[source.kind]}</small>
            <span title={source.value}>{source.value}</span>
            <IconButton
              label={`No longer protect ${kindNames[source.kind].toLowerCase()} ${source.value}`}
              onClick={() => onChange(without(source))}
            >
              <CloseIcon />
            </IconButton>
          </li>
        ))}
      </ul>
      <NewSource onAdd={(source) => onChange([...sources.filter((one) => !isSame(one, source)), source])} />
    </section>
  )
}

const isSame = (a: ProtectedSource, b: ProtectedSource) => a.kind === b.kind && a.value === b.value

function NewSource({ onAdd }: { onAdd: (source: ProtectedSource) => void }) {
  const [kind, setKind] = useState<ProtectedSource['kind']>('client')
  const [value, setValue] = useState('')
  const add = (event: FormEvent) => {
    event.preventDefault()
    if (value.trim() === '') return
    onAdd({ kind, value: value.trim() })
    setValue('')
  }
  return (
    <form className="source-new" onSubmit={add}>
      <select
        className="text-field"
        aria-label="What is protected"
        value={kind}
        onChange={(event) => setKind(event.target.value as ProtectedSource['kind'])}
      >
        {Object.entries(kindNames).map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
      <input
        className="text-field"
        type="text"
        aria-label="Its name"
        placeholder={{ client: 'my_scraper', domain: 'example.com', urlPrefix: 'https://example.com/art/' }[kind]}
        maxLength={2000}
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      <Button onClick={(event) => event.currentTarget.form?.requestSubmit()}>Protect</Button>
    </form>
  )
}
