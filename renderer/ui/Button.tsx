import type { ComponentProps, ReactNode } from 'react'

interface Props extends Omit<ComponentProps<'button'>, 'type'> {
  look?: 'plain' | 'main' | 'quiet' | 'danger'
  icon?: ReactNode
}

/** A button with an optional icon before its words. */
export function Button({ look = 'plain', icon, children, ...rest }: Props) {
  return (
    <button type="button" {...rest} className={`button button-${look} ${rest.className ?? ''}`}>
      {icon}
      {children}
    </button>
  )
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'type'> {
  /** What it does: its accessible name and its tooltip. */
  label: string
}

/** A square button that shows an icon alone. */
export function IconButton({ label, children, ...rest }: IconButtonProps) {
  return (
    <button type="button" title={label} aria-label={label} {...rest} className={`icon-button ${rest.className ?? ''}`}>
      {children}
    </button>
  )
}
