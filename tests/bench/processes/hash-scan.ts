import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { HammingIndex } from '../../../electron/engine/scan/hamming-index.ts'
import type { ScanTimes } from '../lib/native.ts'
import type { ScanWork } from '../lib/scan.ts'
import { answerWith } from '../lib/scripts.ts'

let hashes: HammingIndex | undefined

/** The hashes in the library’s own index, and in a file for the C program. */
function load({ index, folder }: ScanWork): HammingIndex {
  const database = new SQLite(index, { readonly: true })
  const all = database
    .prepare<[], { id: number; hash: string }>(
      `SELECT id, lower(hex(perceptual_hash)) AS hash FROM images WHERE perceptual_hash IS NOT NULL`,
    )
    .all()
  database.close()
  const filled = new HammingIndex()
  for (const { id, hash } of all) filled.add(id, hash)
  writeFileSync(
    join(folder, 'hashes'),
    BigUint64Array.from(all, ({ hash }) => BigInt(`0x${hash}`)),
  )
  return filled
}

answerWith(async (work: ScanWork): Promise<ScanTimes> => {
  hashes ??= load(work)
  const [hash = '', distance] = work.query.split(' ')
  const times: ScanTimes = { hits: 0, milliseconds: [] }
  for (let turn = 0; turn < work.turns; turn++) {
    const startedAt = performance.now()
    times.hits = hashes.search(hash, Number(distance), () => true).length
    times.milliseconds.push(performance.now() - startedAt)
  }
  return times
})
