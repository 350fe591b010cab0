import type { DecisionVerdict } from '#shared/duplicates.ts'
import { Failure } from '#shared/failure.ts'
import type { Attributes } from './attributes.ts'
import type { Changed, Changes, Wish } from './changes.ts'
import type { WritableDatabase } from './database.ts'
import type { RowRecorder } from './row-changes.ts'
import { imageName, isLive } from './rows.ts'

/** One image that is kept, and those that are discarded in its favour (row ids). */
export interface Keeping {
  keeper: number
  discard: readonly number[]
}

/** Who changes something, and the line that it gets in the history. */
export interface Signature {
  actor: string
  label: string
}

/** Undoable changes that settle duplicates, and those of tags and notes. */
export function createKeeping(
  writer: WritableDatabase,
  { changes, attributes }: { changes: Changes; attributes: Attributes },
  now: () => number,
) {
  const selectTrashed = writer
    .prepare<[string], string>(
      `SELECT ${imageName} FROM json_each(?) AS wanted JOIN images ON images.id = wanted.value
       WHERE NOT ${isLive} LIMIT 1`,
    )
    .pluck()
  const selectFollowers = writer.prepare<[string], { image: number; keeper: number }>(
    `SELECT image_id AS image, keeper_id AS keeper FROM superseded
     WHERE keeper_id IN (SELECT value FROM json_each(?)) ORDER BY image_id`,
  )
  const nextDecision = writer
    .prepare<[], number>(`SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'decisions'), 0) + 1`)
    .pluck()
  const selectFiles = (images: string) =>
    writer.prepare<[string], number>(`SELECT id FROM files WHERE image_id IN (${images}) ORDER BY id`).pluck()
  const filesOf = selectFiles('SELECT value FROM json_each(?)')
  const filesOfCopies = selectFiles(`WITH wanted AS (SELECT value AS image FROM json_each(?))
    SELECT image FROM wanted UNION SELECT image_id FROM superseded WHERE keeper_id IN (SELECT image FROM wanted)`)

  function expectLive(images: readonly number[], field: string): void {
    const trashed = selectTrashed.get(JSON.stringify(images))
    if (trashed === undefined) return
    const message = `“${trashed}” lies in the trash by now, so nothing was changed. Look at its cluster again.`
    throw new Failure('conflict', message, { field })
  }

  /** Whoever stood behind a discarded copy stands behind the kept one now. */
  function supersede(rows: RowRecorder, keepings: readonly Keeping[]): void {
    const keeperOf = new Map(
      keepings.flatMap(({ keeper, discard }) => discard.map((image) => [image, keeper] as const)),
    )
    for (const { image, keeper } of selectFollowers.all(JSON.stringify([...keeperOf.keys()])))
      rows.put('superseded', { image_id: image, keeper_id: keeperOf.get(keeper) ?? keeper })
    for (const [image, keeper] of keeperOf) rows.put('superseded', { image_id: image, keeper_id: keeper })
  }

  const sign = ({ actor, label }: Signature) => ({ actor, label: () => label })
  const write = (rows: Wish['rows'] & {}, signature: Signature) => changes.perform(() => ({ rows, ...sign(signature) }))

  return {
    /** Discards copies in favour of others, all in one change; `conflict` when one of them is in the trash. */
    keep: (keepings: readonly Keeping[], signature: Signature): Promise<Changed> =>
      changes.perform(() => {
        const discard = keepings.flatMap((one) => one.discard)
        expectLive(
          keepings.map(({ keeper }) => keeper),
          'keeper',
        )
        expectLive(discard, 'discard')
        const files = changes.filesOf(discard)
        return { call: 'files.trash', files, rows: (rows) => supersede(rows, keepings), ...sign(signature) }
      }),
    /** Remembers a decision on images (row ids and content hashes); `conflict` when one of them is in the trash. */
    decide: (images: readonly number[], hashes: readonly string[], verdict: DecisionVerdict, signature: Signature) =>
      write((rows) => {
        expectLive(images, 'hashes')
        const id = nextDecision.get() ?? 1
        rows.put('decisions', { id, verdict, decided_at: now() })
        for (const hash of hashes) rows.put('decision_members', { content_hash: hash, decision_id: id })
      }, signature),
    /** Puts tags on all files of the images, and takes others off, off those of their copies too. */
    tag: (images: readonly number[], add: readonly string[], remove: readonly string[], signature: Signature) =>
      write((rows) => {
        const wanted = JSON.stringify(images)
        const own = new Set(filesOf.all(wanted))
        for (const file of filesOfCopies.all(wanted)) attributes.tag(rows, file, own.has(file) ? add : [], remove)
      }, signature),
    /** Writes the note on an image; '' takes it off. */
    annotate: (image: number, text: string, signature: Signature) =>
      write((rows) => {
        if (text === '') rows.remove('notes', { image_id: image })
        else rows.put('notes', { image_id: image, text })
      }, signature),
    /** Writes settings of the library under their name. */
    configure: (name: string, settings: unknown, signature: Signature) =>
      write((rows) => rows.put('settings', { name, value: JSON.stringify(settings) }), signature),
  }
}

export type KeepingChanges = ReturnType<typeof createKeeping>
