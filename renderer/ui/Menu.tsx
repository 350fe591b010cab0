import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { itemsIn, moveAmongItems } from './item-keys.ts'

interface MenuProps {
  label: string
  onClose: () => void
  children: ReactNode
}

/** The items of a menu, the first of them in focus; it is shown in a popover of the kind `menu`. */
export function Menu({ label, onClose, children }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (menu.current) itemsIn(menu.current)[0]?.focus()
  }, [])
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Tab') onClose()
    else moveAmongItems(event)
  }
  return (
    <div ref={menu} role="menu" tabIndex={-1} className="menu" aria-label={label} onKeyDown={onKeyDown}>
      {children}
    </div>
  )
}

/** Items of a menu that belong together. */
export function MenuGroup({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a menu
    <div role="group" className="menu-group" aria-labelledby={id}>
      <div id={id} className="menu-title">
        {title}
      </div>
      {children}
    </div>
  )
}

interface MenuItemProps {
  title: string
  hint?: string
  /** Hears that the item is the current one, by keyboard or pointer. */
  onShow?: () => void
  onChoose: () => void
}

/** One thing that a menu does, with a line of explanation. */
export function MenuItem({ title, hint, onShow, onChoose }: MenuItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className="menu-item"
      aria-label={title}
      onFocus={onShow}
      onPointerEnter={onShow}
      onClick={onChoose}
    >
      {title}
      {hint && <small>{hint}</small>}
    </button>
  )
}
