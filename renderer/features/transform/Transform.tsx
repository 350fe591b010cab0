import { Address } from './address/Address.tsx'
import { Cards } from './cards/Cards.tsx'
import { UrlField } from './cards/UrlField.tsx'
import { ExportButton } from './export/ExportButton.tsx'
import { Named } from './named/Named.tsx'
import { Picture } from './preview/Picture.tsx'
import { Preview } from './preview/Preview.tsx'
import { DeliverySettings } from './settings/DeliverySettings.tsx'
import { RefusalBanner } from './settings/RefusalBanner.tsx'
import './transform.css'

/** The room where transformations are built: the steps on the left, what comes of them on the right, its URL above. */
export function Transform() {
  return (
    <section className="transform" aria-label="Transform" tabIndex={-1}>
      <RefusalBanner />
      <div className="transform-room">
        <div className="transform-url">
          <UrlField />
          <Address />
        </div>
        <div className="transform-steps">
          <div className="transform-cards">
            <Picture />
            <Named />
            <Cards />
          </div>
          <footer className="transform-foot">
            <ExportButton />
            <DeliverySettings />
          </footer>
        </div>
        <Preview />
      </div>
    </section>
  )
}
