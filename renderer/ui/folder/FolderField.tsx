import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useFolderOptions } from './use-folder-options.ts'

interface Props {
  label: string
  text: string
  /** A folder that is not offered, nor what lies below it. */
  moved: string | undefined
  refusal: string | null
  onText: (text: string) => void
  /** Hears Escape, unless it closed what is offered. */
  onLeave: () => void
}

/** A folder by its path, with those that are there offered below while one types. */
export function FolderField({ label, text, moved, refusal, onText, onLeave }: Props) {
  const id = useId()
  const { options, at, choose, onKeyDown } = useOffered({ text, moved, onText, onLeave })
  const field = useShownForm(options.length)
  return (
    <div ref={field} className="folder-field">
      <input
        className="text-field"
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded={options.length > 0}
        aria-controls={`${id}-options`}
        aria-activedescendant={options[at] === undefined ? undefined : `${id}-${at}`}
        aria-autocomplete="list"
        aria-invalid={refusal !== null}
        aria-describedby={`${id}-refusal`}
        autoComplete="off"
        spellCheck={false}
        ref={selectAll}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <span id={`${id}-refusal`} role="alert" className="name-refusal">
        {refusal}
      </span>
      <div role="listbox" id={`${id}-options`} className="folder-options" aria-label="Folders">
        {options.map((path, place) => (
          <Option key={path} id={`${id}-${place}`} path={path} isActive={place === at} onChoose={() => choose(path)} />
        ))}
      </div>
    </div>
  )
}

/** What is offered may push the buttons of the form out of sight. */
function useShownForm(offered: number) {
  const field = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (offered > 0) field.current?.closest('form')?.scrollIntoView({ block: 'nearest' })
  }, [offered])
  return field
}

interface OptionProps {
  id: string
  path: string
  isActive: boolean
  onChoose: () => void
}

function Option({ id, path, isActive, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
    <div
      role="option"
      id={id}
      tabIndex={-1}
      className="folder-option"
      aria-selected={isActive}
      ref={(element) => (isActive ? element?.scrollIntoView({ block: 'nearest' }) : undefined)}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      {path === '/' ? '/ (Library)' : path}
    </div>
  )
}

function selectAll(field: HTMLInputElement | null): void {
  if (!field || field === document.activeElement) return
  field.focus()
  field.select()
}

/** Folders of the library while nothing is typed; which of those offered the arrows are at; one that was chosen is in the field, and nothing more offered. */
function useOffered({ text, moved, onText, onLeave }: Omit<Props, 'label' | 'refusal'>) {
  const [initial] = useState(text)
  const found = useFolderOptions(text === initial ? '' : text, moved)
  const [at, setAt] = useState(-1)
  const [chosen, setChosen] = useState<string | null>(null)
  const options = chosen === text ? [] : found
  const choose = (path: string) => {
    setChosen(path)
    setAt(-1)
    onText(path)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event
    const active = options[at]
    event.stopPropagation()
    if (key === 'ArrowDown' || key === 'ArrowUp') setAt(stepped(key, at, options.length))
    else if (key === 'Enter' && active !== undefined) choose(active)
    else if (key === 'Escape' && active !== undefined) setAt(-1)
    else if (key === 'Escape') onLeave()
    else return key.length === 1 || key === 'Backspace' ? setAt(-1) : undefined
    event.preventDefault()
  }
  return { options, at, choose, onKeyDown }
}

/** Goes round, by way of none of them. */
function stepped(key: string, at: number, count: number): number {
  if (key === 'ArrowDown') return at + 1 < count ? at + 1 : -1
  return at === -1 ? count - 1 : at - 1
}
