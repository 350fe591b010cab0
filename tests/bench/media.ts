import { parseArgs } from 'node:util'
import { endChildren } from './lib/children.ts'
import { describeLoad, describeMachine } from './lib/machine.ts'
import { NoPhotographs } from './lib/photographs.ts'
import { formatReport, type Report } from './lib/report.ts'
import { reportSearches } from './media/searches.ts'
import { reportUploads } from './media/uploads.ts'

interface MediaOptions {
  images: number
  library?: string | undefined
  pictures: number
  rounds: number
}

const parts: Record<string, { title: string; report(options: MediaOptions): Promise<Report> }> = {
  uploads: { title: 'Uploads', report: reportUploads },
  searches: { title: 'Lists and searches', report: reportSearches },
}

const usage = `Usage: npm run bench:media -- [PART ...] [--images N] [--pictures N] [--rounds N] [--library DIR]
Parts: ${Object.keys(parts).join(', ')}; both when none is named.`

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      images: { type: 'string', default: '1000000' },
      pictures: { type: 'string', default: '40' },
      rounds: { type: 'string', default: '3' },
      library: { type: 'string' },
    },
  })
  const { library } = values
  const options = {
    library,
    images: Number(values.images),
    pictures: Number(values.pictures),
    rounds: Number(values.rounds),
  }
  const isKnown = positionals.every((name) => Object.hasOwn(parts, name))
  if (!isKnown || !(options.images > 0 && options.pictures > 0 && options.rounds > 0)) throw new TypeError(usage)
  const chosen = Object.entries(parts).filter(([name]) => positionals.length === 0 || positionals.includes(name))
  return { options, chosen: chosen.map(([, part]) => part) }
}

try {
  const { options, chosen } = readOptions()
  console.log(`# Measured on ${describeMachine()}; ${describeLoad()} at the start`)
  for (const { title, report } of chosen)
    console.log(`\n## ${title}\n\n${formatReport(await report(options))}\n\n(${describeLoad()})`)
} catch (error) {
  const isExpected = error instanceof TypeError || error instanceof NoPhotographs
  console.error(isExpected ? error.message : error)
  process.exitCode = 1
} finally {
  endChildren()
}
