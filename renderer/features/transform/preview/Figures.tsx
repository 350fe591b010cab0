import type { ImageDetail } from '#shared/schema.ts'
import { useTransformer } from '../../../state/window.ts'
import { formatBytes, formatType } from '../../../ui/format.ts'
import { describeCaching, describeSaving, describeTiming } from './figures.ts'
import type { OpenedPicture } from './open-picture.ts'
import { formatSize } from './scene.ts'
import { sizeOf } from './use-subjects.ts'

interface Props {
  picture: ImageDetail
  /** The exact result; null while it is not known. */
  exact: OpenedPicture | null
  isPending: boolean
}

/** Format, size and bytes of the original and of the result, what is saved, and how long it took. */
export function Figures({ picture, exact, isPending }: Props) {
  const waiting = isPending ? '…' : '–'
  const saving = exact ? describeSaving(picture.byteSize, exact.bytes.size) : ''
  return (
    <div className="figures" aria-busy={isPending}>
      <table>
        <caption className="unseen">Original and result in figures</caption>
        <tbody>
          <tr>
            <th scope="row">Original</th>
            <td>{formatType(picture.contentType)}</td>
            <td>{picture.width ? formatSize(sizeOf(picture)) : '–'}</td>
            <td>{formatBytes(picture.byteSize)}</td>
            <td />
          </tr>
          <tr className="figures-result">
            <th scope="row">Result</th>
            <td>{exact ? formatType(exact.contentType) : waiting}</td>
            <td>{exact ? formatSize(exact) : waiting}</td>
            <td>{exact ? formatBytes(exact.bytes.size) : waiting}</td>
            <td className={`figures-${exact ? toneOf(picture.byteSize, exact.bytes.size) : 'same'}`}>{saving}</td>
          </tr>
        </tbody>
      </table>
      <Times exact={exact} waiting={waiting} />
    </div>
  )
}

const toneOf = (before: number, after: number) => (after === before ? 'same' : after > before ? 'larger' : 'smaller')

function Times({ exact, waiting }: { exact: OpenedPicture | null; waiting: string }) {
  const naming = useTransformer(({ spelling }) => spelling.naming)
  if (!exact) return <p>{waiting === '…' ? waiting : ' '}</p>
  const caching = describeCaching(naming === 'hash' ? exact.cacheControl : 'no-cache')
  return (
    <p>
      <span>{describeTiming(exact.milliseconds, exact.timing)}</span>
      {exact.timing.size > 0 && <span>{exact.timing.has('kept') ? 'Kept from before' : 'Rendered now'}</span>}
      <span>{caching}</span>
    </p>
  )
}
