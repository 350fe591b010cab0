import { endpointOf } from '../../state/media-urls.ts'
import { useHost, useIsDesktop } from '../../state/window.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Key } from './Key.tsx'
import { Part } from './Part.tsx'

/** Where programs find the library, and the key that lets them in. */
export function Access() {
  const isDesktop = useIsDesktop()
  const addresses = useHost(({ info }) => info?.addresses)
  const hasPort = addresses?.length !== 0
  return (
    <Part title="Access" hint="What programs need to show, find and upload pictures, by ImageKit’s SDKs or by hand.">
      {addresses && hasPort && <Addresses addresses={addresses} />}
      {!hasPort && <p className="hint">The port is off: programs cannot reach this library.</p>}
      {isDesktop ? <Key /> : <KeyElsewhere />}
    </Part>
  )
}

function Addresses({ addresses }: { addresses: readonly string[] }) {
  return (
    <dl className="settings-facts">
      <Fact name="URL endpoint" what="URL endpoint" text={endpointOf(addresses, location.origin)} />
      {addresses.map((address, place) => (
        <Fact key={address} name={place === 0 ? 'Port' : 'Also at'} what={`address ${address}`} text={address} />
      ))}
    </dl>
  )
}

function Fact({ name, what, text }: { name: string; what: string; text: string }) {
  return (
    <div className="settings-fact">
      <dt>{name}</dt>
      <dd>
        <code>{text}</code>
        <CopyButton text={text} what={what} />
      </dd>
    </div>
  )
}

function KeyElsewhere() {
  return (
    <section className="settings-key" aria-label="Private key">
      <h3>Private key</h3>
      <p className="hint">
        Only Magpie’s desktop window shows and replaces the private key, never a browser. Open this library there and
        copy the key from these settings, or have the server print it at its start by <code>--show-key</code>; give it
        to programs as their <code>privateKey</code>.
      </p>
    </section>
  )
}
