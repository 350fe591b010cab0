import { parseArgs } from 'node:util'
import { type IngestOptions, reportIngest } from './duplicates/ingest.ts'
import { measureQuality, type QualityOptions } from './duplicates/quality.ts'
import { reportSpeed } from './duplicates/speed.ts'
import { endChildren } from './lib/children.ts'
import { describeLoad, describeMachine } from './lib/machine.ts'
import { NoPhotographs } from './lib/photographs.ts'
import { formatReport } from './lib/report.ts'
import { usualFolder } from './library/make.ts'

const parts = ['quality', 'speed', 'ingest'] as const
type Part = (typeof parts)[number]

const usage = `Usage: npm run bench:duplicates -- [PART ...] [--own-photos] [--samples N] [--show DIR]
  [--images N] [--library DIR] [--pictures N] [--rounds N]
Parts: ${parts.join(', ')}; all of them when none is named.`

const parse = () =>
  parseArgs({
    allowPositionals: true,
    options: {
      'own-photos': { type: 'boolean', default: false },
      samples: { type: 'string', default: '60' },
      show: { type: 'string' },
      images: { type: 'string', default: '1000000' },
      library: { type: 'string' },
      pictures: { type: 'string', default: '100' },
      rounds: { type: 'string', default: '5' },
    },
  })

type Options = QualityOptions & IngestOptions

function readOptions(): { options: Options; chosen: Part[] } {
  const { values, positionals } = parse()
  const [images, pictures, rounds, samples] = [values.images, values.pictures, values.rounds, values.samples].map(
    Number,
  )
  if (positionals.some((name) => !parts.includes(name as Part))) throw new TypeError(usage)
  if (!images || !pictures || !rounds || samples === undefined || !(samples >= 0)) throw new TypeError(usage)
  const library = values.library ?? usualFolder(images)
  const kept = { show: values.show, onlyOwn: values['own-photos'] }
  const chosen = parts.filter((part) => positionals.length === 0 || positionals.includes(part))
  return { options: { images, pictures, rounds, samples, library, ...kept }, chosen }
}

async function print(title: string, aim: string, work: () => Promise<string>): Promise<void> {
  console.log(`\n## ${title}\n\nAim: ${aim}.\n`)
  try {
    console.log(await work())
  } catch (error) {
    if (!(error instanceof NoPhotographs)) throw error
    console.log(`Skipped. ${error.message}`)
  }
  console.log(`\n(${describeLoad()})`)
}

async function run(part: Part, options: Options): Promise<void> {
  const count = options.images.toLocaleString('en')
  if (part === 'quality')
    await print('Quality', 'at least 99 % pair precision and 85 % recall for clusters', () => measureQuality(options))
  if (part === 'speed')
    await print(`Clusters of ${count} images`, 'a list in 100 ms', async () => formatReport(await reportSpeed(options)))
  if (part === 'ingest')
    await print('Ingest', 'slowed by at most 5 %', async () => formatReport(await reportIngest(options)))
}

try {
  const { options, chosen } = readOptions()
  console.log(`# Measured on ${describeMachine()}; ${describeLoad()} at the start`)
  for (const part of chosen) await run(part, options)
} catch (error) {
  console.error(error instanceof TypeError ? error.message : error)
  process.exitCode = 1
} finally {
  endChildren()
}
