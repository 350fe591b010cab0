import './tools.css'

interface Props<Mode extends string> {
  /** What they are for: the accessible name of the group. */
  label: string
  /** Every mode with its words, in order. */
  labels: Record<Mode, string>
  mode: Mode
  onMode: (mode: Mode) => void
}

/** One of a few ways to look, as radio buttons beside each other. */
export function Modes<Mode extends string>({ label, labels, mode, onMode }: Props<Mode>) {
  return (
    <fieldset className="modes" aria-label={label}>
      {(Object.keys(labels) as Mode[]).map((one) => (
        <label key={one} className="mode">
          <input type="radio" name={label} checked={one === mode} onChange={() => onMode(one)} />
          {labels[one]}
        </label>
      ))}
    </fieldset>
  )
}
