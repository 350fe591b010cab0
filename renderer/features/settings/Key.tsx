import { useEffect, useState } from 'react'
import { usePrivateKey, useWindow } from '../../state/window.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Confirmation } from './Confirmation.tsx'

const mask = '•'.repeat(24)

/** The private key, masked until it is wished to be seen, and the way to another. */
export function Key() {
  const { privateKey } = useWindow()
  const key = usePrivateKey((state) => state.key)
  const [isShown, setShown] = useState(false)
  const [isAsking, setAsking] = useState(false)
  useEffect(() => void privateKey.getState().read(), [privateKey])
  return (
    <section className="settings-key" aria-label="Private key">
      <h3>Private key</h3>
      <p className="hint">It signs URLs and lets programs upload and change files: keep it off web pages.</p>
      <div className="settings-key-row">
        <code aria-hidden={!isShown}>{isShown && key ? key : mask}</code>
        {key !== null && <CopyButton text={key} what="private key" />}
        <Button disabled={key === null} onClick={() => setShown(!isShown)}>
          {isShown ? 'Hide' : 'Reveal'}
        </Button>
        <Button disabled={key === null} onClick={() => setAsking(true)}>
          Replace…
        </Button>
      </div>
      {isAsking && (
        <Confirmation
          title="Replace the private key?"
          verb="Replace the key"
          onConfirm={() => void privateKey.getState().replace()}
          onClose={() => setAsking(false)}
        >
          <p>
            Every URL that was signed so far stops working, and every program that has the present key is refused until
            it has the new one. There is no way back to the present key.
          </p>
        </Confirmation>
      )}
    </section>
  )
}
