import { Origins } from './Origins.tsx'
import { RefusedPages } from './RefusedPages.tsx'
import { Strictness } from './Strictness.tsx'
import './delivery.css'

/** How transformation URLs are answered, and to which pages; changes hold at once. */
export function Delivery() {
  return (
    <div className="delivery">
      <Strictness />
      <Origins />
      <RefusedPages />
    </div>
  )
}
