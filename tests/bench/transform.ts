import { parseArgs } from 'node:util'
import { endChildren } from './lib/children.ts'
import { describeLoad, describeMachine } from './lib/machine.ts'
import { NoPhotographs } from './lib/photographs.ts'
import { formatReport, type Report } from './lib/report.ts'
import { reportCached } from './transform/cached.ts'
import { reportEfforts } from './transform/efforts.ts'
import { reportPreview } from './transform/preview.ts'
import { reportQuality } from './transform/quality.ts'
import { reportUncached, type TransformOptions } from './transform/uncached.ts'

interface Part {
  title: string
  aim: string
  report(options: TransformOptions): Promise<Report>
}

const parts: Record<string, Part> = {
  uncached: {
    title: 'Crops that are not kept',
    aim: 'JPEG at least 0.9 of bare sharp and 1.2 times ipx; WebP 1.15 times ipx; AVIF 4 times ipx',
    report: reportUncached,
  },
  quality: {
    title: 'What they are like',
    aim: 'no more bytes at the same SSIM than the speed is worth',
    report: reportQuality,
  },
  efforts: { title: 'Efforts', aim: 'chosen by these figures', report: reportEfforts },
  cached: {
    title: 'Small crops that are kept',
    aim: 'at least 0.4 of bare node:http sending the same bytes from memory, and 100 times ipx',
    report: reportCached,
  },
  preview: {
    title: 'The panel’s preview',
    aim: 'below 50 ms at the median',
    report: ({ pictures }) => reportPreview({ changes: 2 * pictures }),
  },
}

const usage = `Usage: npm run bench:transform -- [PART ...] [--pictures N] [--rounds N]
Parts: ${Object.keys(parts).join(', ')}; all of them when none is named.`

function readOptions(): { chosen: Part[]; options: TransformOptions } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { pictures: { type: 'string', default: '40' }, rounds: { type: 'string', default: '5' } },
  })
  const options = { pictures: Number(values.pictures), rounds: Number(values.rounds) }
  const isKnown = positionals.every((name) => Object.hasOwn(parts, name))
  if (!isKnown || !(options.pictures > 0 && options.rounds > 0)) throw new TypeError(usage)
  const chosen = Object.entries(parts).filter(([name]) => positionals.length === 0 || positionals.includes(name))
  return { options, chosen: chosen.map(([, part]) => part) }
}

async function print({ title, aim, report }: Part, options: TransformOptions): Promise<void> {
  console.log(`\n## ${title}\n\nAim: ${aim}.\n\n${formatReport(await report(options))}\n\n(${describeLoad()})`)
}

try {
  const { options, chosen } = readOptions()
  console.log(`# Measured on ${describeMachine()}; ${describeLoad()} at the start`)
  for (const part of chosen) await print(part, options)
} catch (error) {
  const isExpected = error instanceof TypeError || error instanceof NoPhotographs
  console.error(isExpected ? error.message : error)
  process.exitCode = 1
} finally {
  endChildren()
}
