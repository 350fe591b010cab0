import type { ReactNode } from 'react'

interface Props {
  icon: ReactNode
  title: string
  tone?: 'plain' | 'problem'
  children?: ReactNode
}

/** What stands in the middle of an empty place: what it is and the way on. */
export function Message({ icon, title, tone = 'plain', children }: Props) {
  return (
    <section className={`message message-${tone}`}>
      <span className="message-icon">{icon}</span>
      <h2>{title}</h2>
      {children}
    </section>
  )
}
