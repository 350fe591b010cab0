import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { formatTransformation, type Step } from '#shared/imagekit/grammar.ts'
import type { Option } from '#shared/imagekit/names.ts'
import { groupOf, isRendered, nameOf } from './parameters.ts'

interface Props {
  id: string
  options: readonly Option[]
  /** What was typed as a step, offered last. */
  asWritten: Step | undefined
  current: number
  onChoose(index: number): void
}

/** What a search over the table found, in groups, the current one marked. */
export function FoundParameters({ id, options, asWritten, current, onChoose }: Props) {
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => list.current?.showPopover(), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another current one comes into view
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [current, options])
  const choiceProps = (index: number) => ({ id: `${id}-${index}`, isCurrent: index === current, index, onChoose })
  const numbered = options.map((option, index) => ({ option, index }))
  return (
    <div
      ref={list}
      id={id}
      popover="manual"
      role="listbox"
      className="found"
      aria-label="Parameters"
      // The keyboard stays in the search box.
      onMouseDown={(event) => event.preventDefault()}
    >
      {[...Map.groupBy(numbered, ({ option }) => groupOf(option))].map(([title, members]) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a listbox
        <div key={title} role="group" aria-label={title}>
          <div className="found-title" aria-hidden="true">
            {title}
          </div>
          {members.map(({ option, index }) => (
            <Choice key={option.code} {...choiceProps(index)}>
              <Described option={option} />
            </Choice>
          ))}
        </div>
      ))}
      {asWritten && (
        <Choice {...choiceProps(options.length)}>
          Add as it is written <code>{formatTransformation([asWritten])}</code>
        </Choice>
      )}
      {options.length === 0 && !asWritten && <div className="found-nothing">Nothing is called so.</div>}
    </div>
  )
}

function Described({ option }: { option: Option }) {
  return (
    <>
      <span className="found-name">
        {nameOf(option.code)} <code>{option.code}</code>
        {!isRendered(option) && <span className="field-flag">not rendered here</span>}
      </span>
      <small>{option.help}</small>
    </>
  )
}

interface ChoiceProps {
  id: string
  index: number
  isCurrent: boolean
  onChoose(index: number): void
  children: ReactNode
}

function Choice({ id, index, isCurrent, onChoose, children }: ChoiceProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the search box keeps the focus and names its current option
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the search box
    <div role="option" id={id} className="found-choice" aria-selected={isCurrent} onClick={() => onChoose(index)}>
      {children}
    </div>
  )
}
