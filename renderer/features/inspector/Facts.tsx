import type { ReactNode } from 'react'
import type { ImageDetail } from '#shared/schema.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { formatBytes, formatCount, formatTime, formatType } from '../../ui/format.ts'

const decodeWords: Record<ImageDetail['decode']['status'], string> = {
  ok: 'Whole',
  damaged: 'Damaged: not all of it could be read',
  unsupported: 'Not an image that Magpie can decode',
  failed: 'Could not be decoded',
  refused: 'Not decoded, for safety',
}

/** What is known of the bytes and the pixels. */
export function Facts({ detail }: { detail: ImageDetail }) {
  const { width, height, frames, color, takenAt, decode, perceptualHash } = detail
  const quality = describeQuality(detail)
  return (
    <dl className="facts">
      <Fact name="Type">
        <span title={detail.contentType}>{formatType(detail.contentType)}</span>
      </Fact>
      <Fact name="Size">
        <span title={`${formatCount(detail.byteSize)} bytes`}>{formatBytes(detail.byteSize)}</span>
      </Fact>
      {width && height && <Fact name="Dimensions">{`${width} × ${height}`}</Fact>}
      {quality && <Fact name="Quality">{quality}</Fact>}
      {frames !== null && frames > 1 && <Fact name="Frames">{formatCount(frames)}</Fact>}
      {takenAt && <Fact name="Taken">{formatTime(takenAt)}</Fact>}
      <Fact name="Stored">{formatTime(detail.createdAt)}</Fact>
      {color && (
        <Fact name="Colour">
          <span className="fact-swatch" style={{ backgroundColor: color }} />
          <code>{color}</code>
        </Fact>
      )}
      {decode.status !== 'ok' && (
        <Fact name="Decoding">
          <span className="facts-problem">
            {decodeWords[decode.status]}
            {decode.reason && <small>{decode.reason}</small>}
          </span>
        </Fact>
      )}
      <Hash name="Content hash" value={detail.hash} title="BLAKE2b-256 of the bytes" />
      {perceptualHash && <Hash name="pHash" value={perceptualHash.value} title={perceptualHash.algorithm} />}
      {perceptualHash && detail.lowDetail && (
        <Fact name="">
          <span className="facts-hint">Too little detail to find look-alikes</span>
        </Fact>
      )}
    </dl>
  )
}

/** `Lossless`, or the quality that an encoder was asked for, as far as it can be told. */
function describeQuality({ lossless, quality }: ImageDetail): string | null {
  if (lossless) return 'Lossless'
  if (quality !== null) return `About ${quality} of 100`
  return lossless === false ? 'Lossy' : null
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Hash({ name, value, title }: { name: string; value: string; title: string }) {
  return (
    <Fact name={name}>
      <code className="hash" title={`${title}: ${value}`}>
        {value}
      </code>
      <CopyButton text={value} what={name === 'pHash' ? name : name.toLowerCase()} />
    </Fact>
  )
}
