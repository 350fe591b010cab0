import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImportWork, Timed } from '../lib/import.ts'
import type { Report } from '../lib/report.ts'
import { startScript } from '../lib/scripts.ts'
import { interleave, median, medianRatio } from '../lib/statistics.ts'
import { preparePhotographs } from '../rows/import.ts'
import { makeSearchedLibrary } from './searched.ts'

export interface IngestOptions {
  /** Images of the largest library, and its folder. */
  images: number
  library: string
  rounds: number
  /** Photographs that are imported. */
  pictures: number
}

/** An import into a library; without matching, new pictures are not looked for among the others. */
export interface MatchedImportWork extends ImportWork {
  library: string
  isMatching: boolean
}

export interface MatchedTimed extends Timed {
  /** Processor time in ms in which new pictures were looked for, and how many were near others. */
  matching: number
  near: number
}

const megapixels = 2
const smallerLibrary = 100_000

/** Imports into a copy of the library, in a process of its own. */
async function importInto(
  original: string | undefined,
  work: Omit<MatchedImportWork, 'library'>,
): Promise<MatchedTimed> {
  const library = mkdtempSync(join(tmpdir(), 'magpie-bench-import-'))
  try {
    mkdirSync(join(library, 'blobs'))
    if (original) copyFileSync(join(original, 'index.db'), join(library, 'index.db'))
    const script = startScript<MatchedImportWork, MatchedTimed>('duplicates-import', { UV_THREADPOOL_SIZE: '16' })
    const timed = await script.ask({ ...work, library })
    await script.end()
    return timed
  } finally {
    rmSync(library, { recursive: true, force: true })
  }
}

async function measure(name: string, original: string | undefined, files: ImportWork, rounds: number) {
  const { on, off } = await interleave<MatchedTimed, 'on' | 'off'>(rounds, {
    off: () => importInto(original, { ...files, isMatching: false }),
    on: () => importInto(original, { ...files, isMatching: true }),
  })
  const seconds = (all: MatchedTimed[]) => all.map((one) => one.seconds)
  const cpu = (all: MatchedTimed[]) => all.map((one) => one.cpu)
  const each = (value: number) => (value * 1000) / files.files.length
  const matching = median(on.map((one) => one.matching / 1000))
  return [
    name,
    ...[each(median(seconds(off))), each(median(seconds(on))), medianRatio(seconds(on), seconds(off))],
    ...[each(median(cpu(off))), each(median(cpu(on))), medianRatio(cpu(on), cpu(off))],
    ...[each(matching), `${((matching / median(cpu(on))) * 100).toFixed(2)} %`, median(on.map(({ near }) => near))],
  ]
}

/** What matching costs an import: with it and without it by turns, and the time that it takes by itself. */
export async function reportIngest({ images, library, rounds, pictures }: IngestOptions): Promise<Report> {
  const { paths, warmUp } = await preparePhotographs(megapixels, pictures)
  const small = await makeSearchedLibrary(smallerLibrary)
  const large = await makeSearchedLibrary(images, library)
  const count = (value: number) => value.toLocaleString('en')
  const libraries = [
    ['empty', undefined],
    [count(smallerLibrary), small],
    [count(images), large],
  ] as const
  const rows = []
  for (const [name, original] of libraries) rows.push(await measure(name, original, { files: paths, warmUp }, rounds))
  return {
    header: [
      'images there',
      'off, ms a picture',
      'on, ms a picture',
      'on / off',
      'off, CPU ms',
      'on, CPU ms',
      'on / off, CPU',
      'matching itself, CPU ms',
      'share of CPU',
      'near others',
    ],
    rows,
    notes: [
      `${pictures} photographs of ${megapixels} megapixels, ${rounds} rounds by turns, each into a copy of the library. Off: the process of the bench replaces the search among the fingerprints by one that finds nothing; hashes are made in both.`,
    ],
  }
}
