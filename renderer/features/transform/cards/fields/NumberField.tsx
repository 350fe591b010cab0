import type { KeyboardEvent } from 'react'
import type { OptionValue } from '#shared/imagekit/option.ts'
import { numberOf, sliderStep, sliderText, stepped } from '../values.ts'
import type { ControlProps } from './control.ts'
import { TypedInput } from './TypedInput.tsx'

type NumberValue = Extract<OptionValue, { kind: 'number' }>

interface Props extends ControlProps {
  value: NumberValue
}

/** What may be typed, in short: the range, and how many. */
function describe({ min, max, list, optional }: NumberValue): string {
  const range = `${min} to ${max.toLocaleString()}`
  if (optional) return 'usual'
  return list ? `${range}, or ${list} joined by _` : range
}

/** A number: typed, moved by ↑ and ↓ (ten times with Shift), or slid where its range is small; words and arithmetic too. */
export function NumberField({ value, ...props }: Props) {
  const { parameter, write } = props
  const text = parameter.value ?? ''
  const parameterOf = (typed: string) => {
    const trimmed = typed.trim()
    const { code } = parameter
    return trimmed === '' && value.optional ? { kind: 'parameter' as const, code } : { ...parameter, value: trimmed }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key]
    const next = by && !event.altKey && stepped(text, by * (event.shiftKey ? 10 : (sliderStep(value) ?? 1)), value)
    if (!next) return
    event.preventDefault()
    write({ ...parameter, value: next })
  }
  return (
    <span className="field-number">
      {!value.list && !value.expression && <Slider {...props} value={value} />}
      <TypedInput
        {...props}
        isNumeric
        shown={text}
        parameterOf={parameterOf}
        placeholder={describe(value)}
        words={value.words}
        onKeyDown={onKeyDown}
      />
    </span>
  )
}

function Slider({ value, name, parameter, write, onLeave }: Props) {
  const step = sliderStep(value)
  if (step === undefined) return null
  const current = numberOf(parameter.value ?? '')
  const min = Math.ceil(value.min / step) * step
  return (
    <input
      type="range"
      aria-label={`${name}, slider`}
      aria-valuetext={parameter.value ?? 'usual'}
      min={min}
      max={value.max}
      step={step}
      value={current ?? (min + value.max) / 2}
      onChange={(event) => write({ ...parameter, value: sliderText(Number(event.target.value)) })}
      onBlur={onLeave}
    />
  )
}
