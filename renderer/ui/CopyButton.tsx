import { useState } from 'react'
import { useWindow } from '../state/window.ts'
import { IconButton } from './Button.tsx'
import { CheckIcon, CopyIcon } from './icons.tsx'

/** Copies a text; shows for a moment that it did. `what` is its name, such as “content hash”. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const { actions } = useWindow()
  const [isDone, setDone] = useState(false)
  const copy = async () => {
    await actions.copyText(text, what)
    setDone(true)
    setTimeout(() => setDone(false), 1500)
  }
  return (
    <IconButton label={`Copy the ${what}`} onClick={() => void copy()}>
      {isDone ? <CheckIcon /> : <CopyIcon />}
    </IconButton>
  )
}
