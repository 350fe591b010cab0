import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PairKind } from '#shared/schema.ts'
import { createMediaPool, type MediaPool } from '../../../electron/engine/media/pool.ts'
import type { Side } from '../../../electron/engine/media/protocol.ts'
import { sniff, sniffLength } from '../../../electron/engine/media/sniff.ts'
import { orientations } from '../../../electron/engine/scan/orientations.ts'
import type { Report } from '../lib/report.ts'
import { createProgress } from '../library/progress.ts'
import { encodeOriginal, openPicture } from './corpus.ts'
import { turnsOf } from './pairs.ts'
import type { Picture, Stock } from './stock.ts'
import { transforms } from './transforms.ts'

/** Writes the bytes to a file and has the decode host read it. */
async function store(media: MediaPool, folder: string, name: string, bytes: Buffer): Promise<Side> {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  const { thumbnail, width, height } = await media.inspect(path, sniff(bytes.subarray(0, sniffLength)))
  if (!thumbnail || !width || !height) throw new Error(`${path} could not be read.`)
  return { path, thumbnail, width, height }
}

/** The kind of each copy of an original, by its transform; the orientation is that in which their hashes are nearest. */
async function tellApart(media: MediaPool, folder: string, { path, region, hashed }: Picture, copies: Picture[]) {
  const bytes = await encodeOriginal((await openPicture(path))(region))
  const first = await store(media, folder, 'original', bytes)
  const kinds: { transform: number; kind: PairKind }[] = []
  for (const { transform = 0, hashed: copy } of copies) {
    const turns = turnsOf(hashed.fingerprint, copy.fingerprint)
    const best = turns.reduce((a, b, at) => (b.detailDistance < (turns[a]?.detailDistance ?? 0) ? at : a), 0)
    const second = await store(
      media,
      folder,
      'copy',
      (await transforms[transform]?.make(bytes, region).toBuffer()) ?? bytes,
    )
    const { kind } = await media.compare({ first, second, orientation: orientations[best] ?? 'upright' })
    kinds.push({ transform, kind })
  }
  return kinds
}

/** Evenly spread originals, each with its copies. */
function sampleFamilies({ pictures, families }: Stock, samples: number): [Picture, Picture[]][] {
  const step = Math.max(1, Math.floor(families / samples))
  const members = Map.groupBy(
    pictures.filter(({ role, family }) => role !== 'distractor' && family % step === 0),
    ({ family }) => family,
  )
  return [...members.values()].slice(0, samples).map(([original, ...copies]) => [original as Picture, copies])
}

/** Shares of kinds by transform, in percent, as the decode host tells them for a sample of the originals. */
export async function reportKinds(stock: Stock, samples: number): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'magpie-bench-kinds-'))
  const media = createMediaPool({ nodeBinary: process.execPath, maxPixels: 3e8, maxMemory: 2e9, log: console.error })
  try {
    const families = sampleFamilies(stock, samples)
    const show = createProgress('kinds', families.length)
    const told: { transform: number; kind: PairKind }[] = []
    for (const [at, [original, copies]] of families.entries()) {
      told.push(...(await tellApart(media, folder, original, copies)))
      show(at + 1)
    }
    const rows = transforms.map(({ name, group }, transform) => {
      const own = told.filter((one) => one.transform === transform)
      const share = (kind: PairKind) => ((own.filter((one) => one.kind === kind).length * 100) / own.length).toFixed(1)
      return [`${name} (${group})`, own.length, ...PairKind.options.map(share)]
    })
    return { header: ['copy', 'pairs', ...PairKind.options], rows }
  } finally {
    media.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
