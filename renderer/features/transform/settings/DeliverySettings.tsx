import { Delivery } from '../../../ui/delivery/Delivery.tsx'
import { RulesIcon } from '../../../ui/icons.tsx'
import { Popover } from '../../../ui/Popover.tsx'
import './delivery.css'

/** How transformation URLs are answered, and to which pages, beside what is made of them. */
export function DeliverySettings() {
  return (
    <Popover label="Delivery…" title="Delivery settings" icon={<RulesIcon />}>
      {() => (
        <div className="delivery-panel">
          <Delivery />
        </div>
      )}
    </Popover>
  )
}
