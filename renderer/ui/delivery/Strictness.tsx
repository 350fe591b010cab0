import { useState } from 'react'
import { useTransformations, useWindow } from '../../state/window.ts'

/** Whether malformed values of transformation URLs are refused. */
export function Strictness() {
  const { transformations } = useWindow()
  const kept = useTransformations((state) => state.settings?.strict)
  const [wished, setWished] = useState<boolean | null>(null)
  const turn = async (strict: boolean) => {
    const text = strict ? 'Malformed values are refused now' : 'Malformed values are ignored now'
    setWished(strict)
    await transformations.getState().change(text, (settings) => ({ ...settings, strict }))
    setWished(null)
  }
  return (
    <section aria-labelledby="strict-title">
      <h3 id="strict-title">Malformed values</h3>
      <label className="delivery-switch">
        <input
          type="checkbox"
          checked={wished ?? kept ?? false}
          disabled={kept === undefined}
          onChange={(event) => void turn(event.target.checked)}
        />
        Strict
      </label>
      <p className="hint">
        A value such as w-wide is answered with 400. Without this it is left out, and a header of the answer says so.
      </p>
    </section>
  )
}
