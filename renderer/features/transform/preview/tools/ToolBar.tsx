import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { Button } from '../../../../ui/Button.tsx'
import './tool-bar.css'

interface Props {
  label: string
  /** What the tool does, or did. */
  words: string
  onClose: () => void
  children: ReactNode
}

/** What belongs to the tool in hand; Escape puts it down. */
export function ToolBar({ label, words, onClose, children }: Props) {
  useEscape(onClose)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a bar
    <div className="tool-bar" role="group" aria-label={label}>
      {children}
      <p role="status">{words}</p>
      <Button onClick={onClose}>Done</Button>
    </div>
  )
}

function useEscape(onClose: () => void) {
  const latest = useRef(onClose)
  useLayoutEffect(() => {
    latest.current = onClose
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isElsewhere = event.target instanceof Element && event.target.closest('dialog, [popover]') !== null
      if (event.key !== 'Escape' || event.defaultPrevented || isElsewhere) return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
