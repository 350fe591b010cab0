import { useEffect, useId, useRef } from 'react'
import type { Step } from '#shared/imagekit/grammar.ts'
import { AddIcon } from '../../../ui/icons.tsx'
import { FoundParameters } from './FoundParameters.tsx'
import type { Surroundings } from './parameters.ts'
import { useParameterSearch } from './use-parameter-search.ts'

interface Props {
  id?: string
  label: string
  surroundings: Surroundings
  isOpenAtFirst?: boolean
  /** What was chosen, or typed as steps are written: `w-300,h-200`. */
  onChoose(step: Step): void
  onClose?: () => void
}

/** A search over the table of transformations, by name, code or help, whose list is gone through by arrows. */
export function ParameterSearch({ id, label, isOpenAtFirst = false, ...rest }: Props) {
  const search = useParameterSearch({ ...rest, isOpenAtFirst })
  const { typed, isOpen, current, options, asWritten, count } = search
  const list = useId()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (isOpenAtFirst) input.current?.focus()
  }, [isOpenAtFirst])
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
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && count > 0 ? `${list}-${current}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={label}
        value={typed}
        onChange={(event) => search.open(event.target.value)}
        onClick={() => !isOpen && search.open(typed)}
        onKeyDown={search.onKeyDown}
        onBlur={search.close}
      />
      {isOpen && <FoundParameters {...{ id: list, options, current, asWritten }} onChoose={search.choose} />}
    </span>
  )
}
