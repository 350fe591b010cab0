import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { UrlArena } from '../../../electron/engine/scan/url-arena.ts'
import type { ScanTimes } from '../lib/native.ts'
import type { ScanWork } from '../lib/scan.ts'
import { answerWith } from '../lib/scripts.ts'

interface Row {
  id: number
  image: number
  url: string
}

let arena: UrlArena | undefined

/** The URLs in the library’s own arena, and in files for the C program: folded, each with 0xff behind it. */
function load({ index, folder }: ScanWork): UrlArena {
  const database = new SQLite(index, { readonly: true })
  const filled = new UrlArena()
  const texts: Buffer[] = []
  const offsets = [0]
  for (const { id, image, url } of database
    .prepare<[], Row>('SELECT id, image_id AS image, url FROM sources ORDER BY seq')
    .iterate()) {
    filled.append(id, image, url)
    const text = Buffer.from(`${url.replace(/[A-Z]/g, (letter) => letter.toLowerCase())} `)
    text[text.length - 1] = 0xff
    offsets.push((offsets.at(-1) ?? 0) + text.length)
    texts.push(text)
  }
  database.close()
  writeFileSync(join(folder, 'text'), Buffer.concat(texts))
  writeFileSync(join(folder, 'offsets'), Uint32Array.from(offsets))
  return filled
}

answerWith(async (work: ScanWork): Promise<ScanTimes> => {
  arena ??= load(work)
  const times: ScanTimes = { hits: 0, milliseconds: [] }
  for (let turn = 0; turn < work.turns; turn++) {
    const startedAt = performance.now()
    times.hits = count(arena, work.query)
    times.milliseconds.push(performance.now() - startedAt)
  }
  return times
})

function count(filled: UrlArena, needle: string): number {
  let total = 0
  for (const { hits } of filled.search(needle)) total += hits.length
  return total
}
