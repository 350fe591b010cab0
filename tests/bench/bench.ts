import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { endChildren } from './lib/children.ts'
import { describeLoad, describeMachine } from './lib/machine.ts'
import { NoPhotographs } from './lib/photographs.ts'
import { formatReport } from './lib/report.ts'
import { usualFolder } from './library/make.ts'
import { importRow } from './rows/import.ts'
import { lookupRow } from './rows/lookup.ts'
import { mainThreadRow } from './rows/main-thread.ts'
import { type BenchOptions, type BenchRow, Skipped } from './rows/row.ts'
import { searchRow } from './rows/search.ts'
import { similarRow } from './rows/similar.ts'
import { storeRow } from './rows/store.ts'
import { thumbnailsRow } from './rows/thumbnails.ts'
import { windowRow } from './rows/window.ts'

const allRows: BenchRow[] = [
  importRow,
  storeRow,
  lookupRow,
  searchRow,
  similarRow,
  thumbnailsRow,
  mainThreadRow,
  windowRow,
]
const names = allRows.map(({ name }) => name)
const usage = `Usage: npm run bench -- [ROW ...] [--images N] [--pictures N] [--rounds N] [--library DIR]
Rows: ${names.join(', ')}; all of them when none is named.`

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      images: { type: 'string', default: '1000000' },
      pictures: { type: 'string', default: '100' },
      rounds: { type: 'string', default: '5' },
      library: { type: 'string' },
    },
  })
  const images = Number(values.images)
  const library = values.library ?? usualFolder(images)
  const options: BenchOptions = { images, library, pictures: Number(values.pictures), rounds: Number(values.rounds) }
  if (positionals.some((name) => !names.includes(name)) || !(images > 0 && options.pictures > 0 && options.rounds > 0))
    throw new TypeError(usage)
  return { options, rows: positionals.length > 0 ? allRows.filter(({ name }) => positionals.includes(name)) : allRows }
}

async function runRow({ title, aim, run }: BenchRow, options: BenchOptions): Promise<void> {
  console.log(`\n## ${title}\n\nAim: ${aim}.\n`)
  try {
    console.log(formatReport(await run(options)))
  } catch (error) {
    if (!(error instanceof Skipped || error instanceof NoPhotographs)) throw error
    console.log(`Skipped. ${error.message}`)
  }
  console.log(`\n(${describeLoad()} over ${availableParallelism()} cores)`)
}

try {
  const { options, rows } = readOptions()
  console.log(`# Measured on ${describeMachine()}; ${describeLoad()} at the start`)
  console.log(`\n\`npm run bench${process.argv.slice(2).length > 0 ? ` -- ${process.argv.slice(2).join(' ')}` : ''}\``)
  for (const row of rows) await runRow(row, options)
} catch (error) {
  console.error(error instanceof TypeError ? error.message : error)
  process.exitCode = 1
} finally {
  endChildren()
}
