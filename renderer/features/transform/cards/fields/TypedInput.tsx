import { type KeyboardEvent, useId } from 'react'
import type { Parameter } from '#shared/imagekit/grammar.ts'
import { type ControlProps, useTyped } from './control.ts'

interface Props extends ControlProps {
  /** The value as it is read. */
  shown: string
  /** What the parameter becomes by a text. */
  parameterOf(text: string): Parameter
  placeholder?: string | undefined
  words?: readonly string[] | undefined
  isNumeric?: boolean
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void
}

/** A text field that writes at every key; `words` are suggested, and anything else may be typed. */
export function TypedInput({ parameter, tied, write, onLeave, shown, parameterOf, words, ...rest }: Props) {
  const { text, type, settle } = useTyped(parameter, shown)
  const list = useId()
  const change = (typed: string) => {
    const next = parameterOf(typed)
    type(typed, next)
    write(next)
  }
  const leave = () => {
    settle()
    onLeave()
  }
  return (
    <>
      <input
        {...tied}
        type="text"
        className="text-field"
        inputMode={rest.isNumeric && !words?.length ? 'decimal' : 'text'}
        autoComplete="off"
        spellCheck={false}
        placeholder={rest.placeholder}
        list={words?.length ? list : undefined}
        value={text}
        onChange={(event) => change(event.target.value)}
        onBlur={leave}
        onKeyDown={rest.onKeyDown}
      />
      {words?.length && (
        <datalist id={list}>
          {words.map((word) => (
            <option key={word} value={word} />
          ))}
        </datalist>
      )}
    </>
  )
}
