import { randomBytes } from 'node:crypto'
import { Failure } from '#shared/failure.ts'
import type { EmbeddedMetadata } from '#shared/metadata.ts'
import type { DecodeStatus } from '#shared/schema.ts'
import type { FileTarget } from '../entry.ts'
import { detailHashAlgorithm, perceptualHashAlgorithm } from '../media/algorithms.ts'
import type { Changed, Changes } from './changes.ts'
import type { WritableDatabase } from './database.ts'
import { createEmbeddedWriting } from './embedded-metadata.ts'
import { proposeName } from './names.ts'
import type { Places } from './places.ts'
import type { Targets } from './targets.ts'
import type { Transactions } from './transactions.ts'

/** What was read from an image's bytes: pixels' facts, or why there are none. */
export interface Picture {
  status: DecodeStatus
  reason: string | null
  contentType: string
  width: number | null
  height: number | null
  frames: number | null
  /** `phash-dct64/1`, 16 hex digits; there is a detail hash where there is a perceptual hash. */
  perceptualHash: string | null
  /** `dct256/1`, 64 hex digits. */
  detailHash: string | null
  /** Whether there is too little in the picture for its hashes to say anything of likeness. */
  lowDetail: boolean
  /** Estimated JPEG quality, 1 to 100; null for other formats. */
  quality: number | null
  /** Whether the encoding keeps every pixel; null where that is not known. */
  lossless: boolean | null
  /** Whether some of it may be transparent; null where that is not known. */
  hasAlpha: boolean | null
  /** 0xrrggbb; there is a thumbnail where there is a colour. */
  color: number | null
  takenAt: string | null
  exif: Uint8Array | null
  embeddedMetadata: EmbeddedMetadata | null
}

/** Bytes that lie safely in the blob store and now want their rows. */
export interface Arrival {
  hash: string
  byteSize: number
  source: { url: string; clientName: string; filename: string | null; fetchedAt: number }
  /** Null when the bytes were known already. */
  picture: Picture | null
  trashed: 'restore' | 'report'
  target: FileTarget | null
}

export interface Arrived {
  kind: 'added' | 'existing' | 'urlAdded' | 'restored' | 'deletedBefore'
  imageId: number
  /** 0 when nothing was written. */
  sourceId: number
  revision: number
  /** The file at the target (24 hex digits), null where there was none. */
  file: string | null
  /** What a file that was overwritten was changed by. */
  change: Changed | null
}

const withoutTarget = { file: null, change: null }

/** The rows that storing makes: image, source and file, many arrivals in one transaction. */
export function createArrivals(
  writer: WritableDatabase,
  transactions: Transactions,
  { changes, places, targets }: { changes: Changes; places: Places; targets: Targets },
  now: () => number,
) {
  const findImage = writer.prepare<[string], number>('SELECT id FROM images WHERE content_hash = unhex(?)').pluck()
  const hasLiveFile = writer
    .prepare<[number], number>('SELECT 1 FROM files WHERE image_id = ? AND trashed_at IS NULL')
    .pluck()
  const insertImage = writer.prepare(`INSERT INTO images (content_hash, content_type, byte_size, width, height, frames,
    perceptual_hash, perceptual_hash_algorithm, detail_hash, detail_hash_algorithm, low_detail, quality, lossless, has_alpha,
    dominant_color, taken_at, exif, decode_status, decode_reason, created_at)
    VALUES (unhex(?), ?, ?, ?, ?, ?, unhex(?), ?, unhex(?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const writeEmbedded = createEmbeddedWriting(writer)
  const supersededByLive = writer
    .prepare<[number], number>(
      `SELECT keeper_id FROM superseded JOIN files ON files.image_id = keeper_id
       WHERE superseded.image_id = ? AND trashed_at IS NULL LIMIT 1`,
    )
    .pluck()
  const findSource = writer
    .prepare<[number, string, string, string], number>(
      `SELECT id FROM sources WHERE image_id = ? AND url = ? AND client_name = ? AND coalesce(filename, '') = ?`,
    )
    .pluck()
  const knowsUrl = writer
    .prepare<[number, string], number>('SELECT 1 FROM sources WHERE image_id = ? AND url = ?')
    .pluck()
  const insertSource =
    writer.prepare(`INSERT INTO sources (image_id, url, client_name, filename, first_seen_at, fetched_at, seq)
    VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const renewSource = writer.prepare('UPDATE sources SET fetched_at = ?, seq = ? WHERE id = ?')
  const insertFile =
    writer.prepare(`INSERT INTO files (public_id, image_id, folder_id, name, created_at, updated_at, changed_seq)
    VALUES (?, ?, 1, ?, ?, ?, ?)`)

  function addImage({ hash, byteSize }: Arrival, picture: Picture): number {
    const { lastInsertRowid } = insertImage.run(
      hash,
      picture.contentType,
      byteSize,
      picture.width,
      picture.height,
      picture.frames,
      picture.perceptualHash,
      picture.perceptualHash === null ? null : perceptualHashAlgorithm,
      picture.detailHash,
      picture.detailHash === null ? null : detailHashAlgorithm,
      Number(picture.lowDetail),
      picture.quality,
      picture.lossless === null ? null : Number(picture.lossless),
      picture.hasAlpha === null ? null : Number(picture.hasAlpha),
      picture.color,
      picture.takenAt,
      picture.exif,
      picture.status,
      picture.reason,
      now(),
    )
    const imageId = Number(lastInsertRowid)
    writeEmbedded(imageId, picture.embeddedMetadata)
    return imageId
  }

  function writeSource(imageId: number, { source }: Arrival, seq: number): number {
    const { url, clientName, filename, fetchedAt } = source
    const known = findSource.get(imageId, url, clientName, filename ?? '')
    if (known === undefined) {
      return Number(insertSource.run(imageId, url, clientName, filename, now(), fetchedAt, seq).lastInsertRowid)
    }
    renewSource.run(fetchedAt, seq, known)
    return known
  }

  function addNew(arrival: Arrival, picture: Picture, next: () => number): Arrived {
    const imageId = addImage(arrival, picture)
    const revision = next()
    const sourceId = writeSource(imageId, arrival, revision)
    const { filename, url } = arrival.source
    const name = places.freeName(1, proposeName(filename, url, arrival.hash, picture.contentType), arrival.hash)
    const at = now()
    insertFile.run(randomBytes(12), imageId, name, at, at, revision)
    return { kind: 'added', imageId, sourceId, revision, ...withoutTarget }
  }

  function addKnown(imageId: number, arrival: Arrival, next: () => number): Arrived {
    // A copy that was discarded for another stays where it is: the kept one has its URLs.
    const isTrashed = hasLiveFile.get(imageId) === undefined && supersededByLive.get(imageId) === undefined
    if (isTrashed && arrival.trashed === 'report')
      return { kind: 'deletedBefore', imageId, sourceId: 0, revision: 0, ...withoutTarget }
    if (isTrashed) changes.restoreImage(imageId, arrival.source.clientName, next)
    const isKnownUrl = knowsUrl.get(imageId, arrival.source.url) !== undefined
    const revision = next()
    const sourceId = writeSource(imageId, arrival, revision)
    const kind = isTrashed ? 'restored' : isKnownUrl ? 'existing' : 'urlAdded'
    return { kind, imageId, sourceId, revision, ...withoutTarget }
  }

  function kindOf(imageId: number, { source }: Arrival): Arrived['kind'] {
    if (hasLiveFile.get(imageId) === undefined) return 'restored'
    return knowsUrl.get(imageId, source.url) === undefined ? 'urlAdded' : 'existing'
  }

  function arriveAt(target: FileTarget, arrival: Arrival, next: () => number): Arrived {
    const known = findImage.get(arrival.hash)
    const kind = known === undefined ? 'added' : kindOf(known, arrival)
    const imageId = known ?? addImage(arrival, pictureOf(arrival))
    const sourceRevision = next()
    const sourceId = writeSource(imageId, arrival, sourceRevision)
    const placement = { image: imageId, isNew: known === undefined, target, actor: arrival.source.clientName }
    return { kind, imageId, sourceId, revision: sourceRevision, ...targets.place(placement, next) }
  }

  function pictureOf({ hash, picture }: Arrival): Picture {
    if (picture) return picture
    throw new Error(`image ${hash} was thought to be known`)
  }

  function arrive(arrival: Arrival, next: () => number): Arrived {
    if (arrival.target) return arriveAt(arrival.target, arrival, next)
    const imageId = findImage.get(arrival.hash)
    if (imageId !== undefined) return addKnown(imageId, arrival, next)
    return addNew(arrival, pictureOf(arrival), next)
  }

  const alone = writer.transaction(arrive)
  /** What cannot have its place takes nothing else with it. */
  function tryToArrive(arrival: Arrival, next: () => number): Arrived | Failure {
    try {
      return arrival.target ? alone(arrival, next) : arrive(arrival, next)
    } catch (error) {
      if (error instanceof Failure) return error
      throw error
    }
  }

  return {
    /** Writes all arrivals durably, in order; all of them or none, but for those whose target is refused. */
    commit: async (arrivals: Arrival[]): Promise<(Arrived | Failure)[]> =>
      transactions.run((next) => arrivals.map((arrival) => tryToArrive(arrival, next))),
  }
}
