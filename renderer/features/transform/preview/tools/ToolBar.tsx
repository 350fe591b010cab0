import type { ReactNode } from 'react'
import { useEscape } from '../../../../hooks/use-escape.ts'
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
