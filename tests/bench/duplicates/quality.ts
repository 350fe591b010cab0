import { widestDistance } from '#shared/hamming.ts'
import { formatReport, type Report } from '../lib/report.ts'
import { createProgress } from '../library/progress.ts'
import { cluster } from './clusters.ts'
import { makeCorpus } from './corpus.ts'
import { reportKinds } from './kinds.ts'
import { findCandidates, limitsByPattern, within } from './pairs.ts'
import { reportPrecision } from './precision.ts'
import { reportRecall } from './recall.ts'
import { showFalsePairs } from './show.ts'
import { findFolders, findSources } from './sources.ts'
import { createStock, fingerprintsOf, type Stock } from './stock.ts'

export interface QualityOptions {
  /** Originals of which the copies are told apart by their pixels. */
  samples: number
  /** Folder to which false pairs are drawn. */
  show: string | undefined
  /** Leaves Debian's wallpapers out. */
  onlyOwn: boolean
}

const count = (value: number) => value.toLocaleString('en')

function describe(stock: Stock, folders: readonly string[], sources: number, files: number): string {
  const { pictures, families, distractors, plainOriginals, plainDistractors, plainCopies } = stock
  return [
    `${count(sources)} different pictures (${count(files)} files) in ${folders.length} folders.`,
    `${count(pictures.length)} pictures are searched for: ${count(families)} originals with a copy by each transform,`,
    `and ${count(distractors)} distractors; no two of them but the copies share a pixel.`,
    `Left out, as the engine does, for too little detail: ${count(plainOriginals)} originals,`,
    `${count(plainDistractors)} distractors; ${count(plainCopies)} copies of originals that count as not found.`,
  ].join(' ')
}

async function loadStock(onlyOwn: boolean): Promise<{ stock: Stock; description: string }> {
  const { folders, missing } = findFolders(onlyOwn)
  if (missing.length > 0) console.log(`Not installed: ${missing.join(', ')} (apt-get install ${missing.join(' ')}).\n`)
  const { pictures, files } = await findSources(folders)
  const stock = createStock(await makeCorpus(pictures))
  return { stock, description: describe(stock, folders, pictures.length, files) }
}

/** What is found of pictures that were changed, what is found wrongly, and what the pairs are told to be, as tables. */
export async function measureQuality({ samples, show, onlyOwn }: QualityOptions): Promise<string> {
  const { stock, description } = await loadStock(onlyOwn)
  const fingerprints = fingerprintsOf(stock)
  const candidates = findCandidates(fingerprints, createProgress('hashes', stock.pictures.length))
  const pairs = within(candidates, widestDistance, limitsByPattern(fingerprints))
  const section = (title: string, report: Report) => `### ${title}\n\n${formatReport(report)}`
  const recall = section('Recall by transform, in percent', reportRecall(stock, cluster(stock.pictures, pairs)))
  const precision = section('By the two constants', reportPrecision(stock, candidates))
  const drawn = show ? [`${await showFalsePairs(show, stock.pictures, pairs)} false pairs are drawn in ${show}.`] : []
  const kinds = samples > 0 ? [section('Kinds told, in percent', await reportKinds(stock, samples))] : []
  return [description, recall, precision, ...drawn, ...kinds].join('\n\n')
}
