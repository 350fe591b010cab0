import {
  type ComponentProps,
  Fragment,
  type KeyboardEvent,
  type ReactNode,
  type ToggleEvent,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { Button } from './Button.tsx'
import { DownIcon } from './icons.tsx'
import './popover.css'

interface Props extends Omit<ComponentProps<typeof Button>, 'children' | 'content'> {
  /** The words of the button. */
  label: string
  /** The name of what it opens, where that is another. */
  title?: string
  /** Whether an arrow behind the words tells that something opens. */
  hasArrow?: boolean
  /** What the popover is to screen readers. */
  kind?: 'dialog' | 'menu'
  /** What the popover shows while it is open; `close` closes it and gives the focus back to the button. */
  children: (close: () => void) => ReactNode
}

const focusable = 'button:not([disabled], [tabindex="-1"]), input:not([disabled]), [tabindex="0"]'

/** A button and what it opens below itself and puts into focus; a click elsewhere and Escape close it. */
export function Popover({ label, title = label, hasArrow, kind = 'dialog', children, ...button }: Props) {
  const id = useId()
  const anchorName = `--anchor-${id.replace(/\W/g, '')}`
  const popover = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  // The browser tells of a quick close and reopening once, as an opening: what is shown has to begin anew.
  const [turn, setTurn] = useState(0)
  const onToggle = ({ newState }: ToggleEvent) => {
    setOpen(newState === 'open')
    setTurn((last) => last + 1)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn puts the focus inside
  useEffect(() => {
    if (!isOpen || popover.current?.contains(document.activeElement)) return
    popover.current?.querySelector<HTMLElement>(focusable)?.focus()
  }, [isOpen, turn])
  const close = () => {
    popover.current?.hidePopover()
    opener.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (kind !== 'menu' || event.key !== 'ArrowDown') return
    event.preventDefault()
    popover.current?.showPopover()
  }
  return (
    <span className="popover-place">
      <Button
        {...button}
        ref={opener}
        popoverTarget={id}
        aria-haspopup={kind}
        aria-expanded={isOpen}
        style={{ anchorName }}
        onKeyDown={onKeyDown}
      >
        {label}
        {hasArrow && <DownIcon />}
      </Button>
      <div
        ref={popover}
        id={id}
        popover="auto"
        {...(kind === 'dialog' && { role: 'dialog', 'aria-label': title })}
        className="popover"
        style={{ positionAnchor: anchorName }}
        onToggle={onToggle}
      >
        {isOpen && <Fragment key={turn}>{children(close)}</Fragment>}
      </div>
    </span>
  )
}
