import { useHost } from '../../state/window.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ActivityIcon } from '../../ui/icons.tsx'
import { Message } from '../../ui/Message.tsx'

/** Tells how the first request is made, while there is none. */
export function FirstRequest() {
  const address = useHost(({ info }) => info?.addresses[0])
  return (
    <Message icon={<ActivityIcon />} title="No program has asked for anything yet">
      {address ? <Example address={address} /> : <p>The port is off: programs cannot reach this library.</p>}
    </Message>
  )
}

function Example({ address }: { address: string }) {
  const line = `curl '${address.replace(/\/+$/, '')}/images/search?url_contains=cat'`
  return (
    <>
      <p>Requests to the port are listed here as they come. Make the first one:</p>
      <div className="activity-example">
        <code>{line}</code>
        <CopyButton text={line} what="curl line" />
      </div>
    </>
  )
}
