import { type KeyboardEvent, useState } from 'react'
import { parseTransformation, type Step } from '#shared/imagekit/grammar.ts'
import { findParameters, newParameter, type Surroundings } from './parameters.ts'
import { whenReleased } from './when-released.ts'

interface Options {
  surroundings: Surroundings
  isOpenAtFirst: boolean
  onChoose(step: Step): void
  onClose?: (() => void) | undefined
}

/** What was typed, where it is one step as URLs have it, with a value. */
function stepOf(typed: string): Step | undefined {
  const parsed = typed.includes('-') ? parseTransformation(typed.trim()) : undefined
  return parsed?.ok && parsed.steps.length === 1 ? parsed.steps[0] : undefined
}

/** The state of a search over the table of transformations, and what keys do to it. */
export function useParameterSearch({ surroundings, isOpenAtFirst, onChoose, onClose }: Options) {
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const [current, setCurrent] = useState(0)
  const options = isOpen ? findParameters(typed, surroundings) : []
  const asWritten = isOpen ? stepOf(typed) : undefined
  const count = options.length + (asWritten ? 1 : 0)

  function open(text: string) {
    setTyped(text)
    setOpen(true)
    setCurrent(0)
  }
  function shut() {
    setOpen(false)
    setTyped('')
  }
  function close() {
    shut()
    if (onClose) whenReleased(onClose)
  }
  function choose(index: number) {
    const option = options[index]
    const step = option ? [newParameter(option)] : asWritten
    if (!step) return
    shut()
    onChoose(step)
  }
  function onKeyDown(event: KeyboardEvent) {
    const by = event.altKey ? undefined : { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by && !isOpen) open(typed)
    else if (by) setCurrent((current + by + count) % Math.max(count, 1))
    else if (event.key === 'Enter' && isOpen) choose(current)
    else if (event.key === 'Escape' && (isOpen || onClose)) close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return { typed, isOpen, current, options, asWritten, count, open, close, choose, onKeyDown }
}
