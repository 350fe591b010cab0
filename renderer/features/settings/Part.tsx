import { type ReactNode, useId } from 'react'

interface Props {
  title: string
  /** What it is for, in a sentence. */
  hint: ReactNode
  children: ReactNode
}

/** One part of the settings: its name and meaning on the left, what can be changed on the right. */
export function Part({ title, hint, children }: Props) {
  const id = useId()
  return (
    <section className="settings-part" aria-labelledby={id}>
      <div className="settings-part-head">
        <h2 id={id}>{title}</h2>
        <p className="hint">{hint}</p>
      </div>
      <div className="settings-part-body">{children}</div>
    </section>
  )
}
