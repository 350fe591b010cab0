import type { KeyboardEvent } from 'react'
import type { ControlProps } from './control.ts'

interface Props extends ControlProps {
  words: readonly string[]
}

/** Letters choose in a list; they are no keys of the window then. */
const keepLetters = (event: KeyboardEvent) => {
  if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) event.stopPropagation()
}

/** One word of a few; one that is none of them stays until another is chosen. */
export function WordField({ parameter, tied, write, onLeave, words }: Props) {
  const { value = '' } = parameter
  return (
    <select
      {...tied}
      className="text-field"
      value={value}
      onChange={(event) => write({ ...parameter, value: event.target.value })}
      onBlur={onLeave}
      onKeyDown={keepLetters}
    >
      {!words.includes(value) && <option value={value}>{value === '' ? 'Choose …' : value}</option>}
      {words.map((word) => (
        <option key={word} value={word}>
          {word}
        </option>
      ))}
    </select>
  )
}
