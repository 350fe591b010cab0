import { useState } from 'react'
import { useTransformations, useWindow } from '../../../state/window.ts'
import { RulesIcon } from '../../../ui/icons.tsx'
import { Popover } from '../../../ui/Popover.tsx'
import { Origins } from './Origins.tsx'
import { RefusedPages } from './RefusedPages.tsx'
import './delivery.css'

/** How transformation URLs are answered, and to which pages; changes hold at once. */
export function DeliverySettings() {
  return (
    <Popover label="Delivery…" title="Delivery settings" icon={<RulesIcon />}>
      {() => (
        <div className="delivery">
          <Strictness />
          <Origins />
          <RefusedPages />
        </div>
      )}
    </Popover>
  )
}

function Strictness() {
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
