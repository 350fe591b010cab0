import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { parseTransformation, type Step } from '#shared/imagekit/grammar.ts'
import { AddIcon } from '../../../ui/icons.tsx'
import { FoundParameters } from './FoundParameters.tsx'
import { findParameters, newParameter, type Surroundings } from './parameters.ts'

interface Props {
  id?: string
  label: string
  surroundings: Surroundings
  isOpenAtFirst?: boolean
  /** What was chosen, or typed as steps are written: `w-300,h-200`. */
  onChoose(step: Step): void
  onClose?: () => void
}

/** What was typed, where it is one step as URLs have it, with a value. */
function stepOf(typed: string): Step | undefined {
  const parsed = typed.includes('-') ? parseTransformation(typed.trim()) : undefined
  return parsed?.ok && parsed.steps.length === 1 ? parsed.steps[0] : undefined
}

/** A search over the table of transformations, by name, code or help, whose list is gone through by arrows. */
export function ParameterSearch({ label, surroundings, isOpenAtFirst = false, onChoose, onClose, id }: Props) {
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const [current, setCurrent] = useState(0)
  const [listId, input] = [useId(), useRef<HTMLInputElement>(null)]
  const options = isOpen ? findParameters(typed, surroundings) : []
  const asWritten = stepOf(typed)
  const choices: Step[] = [...options.map((option) => [newParameter(option)]), ...(asWritten ? [asWritten] : [])]
  useEffect(() => {
    if (isOpenAtFirst) input.current?.focus()
  }, [isOpenAtFirst])
  const open = (text: string) => {
    setTyped(text)
    setOpen(true)
    setCurrent(0)
  }
  const close = () => {
    setOpen(false)
    setTyped('')
    onClose?.()
  }
  const choose = (index: number) => {
    const step = choices[index]
    if (!step) return
    setOpen(false)
    setTyped('')
    onChoose(step)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by && !event.altKey) {
      if (isOpen) setCurrent((current + by + choices.length) % Math.max(choices.length, 1))
      else open(typed)
    } else if (event.key === 'Enter' && isOpen) choose(current)
    else if (event.key === 'Escape' && (isOpen || onClose)) close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const activeId = isOpen && choices.length > 0 ? `${listId}-${current}` : undefined
  return (
    <span className="search-parameters">
      <AddIcon />
      <input
        ref={input}
        id={id}
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={activeId}
        autoComplete="off"
        spellCheck={false}
        placeholder={label}
        value={typed}
        onChange={(event) => open(event.target.value)}
        onClick={() => !isOpen && open(typed)}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      {isOpen && (
        <FoundParameters id={listId} options={options} current={current} asWritten={asWritten} onChoose={choose} />
      )}
    </span>
  )
}
