import { Access } from './Access.tsx'
import { Downloads } from './Downloads.tsx'
import { Duplicates } from './Duplicates.tsx'
import { Fields } from './fields/Fields.tsx'
import { NamedTransformations } from './NamedTransformations.tsx'
import { Pages } from './Pages.tsx'
import './settings.css'

/** How programs, pages and people find this library; changes hold at once. */
export function Settings() {
  return (
    <section className="settings-room" aria-labelledby="settings-title" tabIndex={-1}>
      <h1 id="settings-title">Settings</h1>
      <Access />
      <Pages />
      <Downloads />
      <NamedTransformations />
      <Fields />
      <Duplicates />
    </section>
  )
}
