import { parseArgs } from 'node:util'
import { endChildren } from './lib/children.ts'
import { describeLoad, describeMachine } from './lib/machine.ts'
import { formatReport, type Report } from './lib/report.ts'
import { reportChanges } from './similar/changes.ts'
import { reportJoins } from './similar/joins.ts'
import { mixtureNote } from './similar/mixture.ts'
import { reportQueries } from './similar/queries.ts'

const usage = 'Usage: npm run bench:similar -- [--sizes N,N,…] [--rounds N]'

function readOptions(): { sizes: number[]; rounds: number } {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '100000,1000000,10000000' },
      rounds: { type: 'string', default: '5' },
    },
  })
  const [sizes, rounds] = [values.sizes.split(',').map(Number), Number(values.rounds)]
  if (![...sizes, rounds].every((number) => Number.isInteger(number) && number > 0)) throw new TypeError(usage)
  // The query is for a hash among the first thousand, and the last thousand are taken out again.
  if (Math.min(...sizes) < 3000) throw new TypeError(`${usage}\nA size is 3,000 at least.`)
  return { sizes, rounds }
}

async function print(title: string, aim: string, report: Promise<Report>): Promise<void> {
  console.log(`\n## ${title}\n\nAim: ${aim}.\n\n${formatReport(await report)}\n\n(${describeLoad()})`)
}

try {
  const { sizes, rounds } = readOptions()
  console.log(`# Measured on ${describeMachine()}; ${describeLoad()} at the start\n\n${mixtureNote}`)
  await print('1. One query', 'at most 1.2 times the same loop in C', reportQueries(sizes, rounds))
  await print('2. Changes', 'storing a picture slowed by at most 5 % in a library of 1,000,000', reportChanges(sizes))
  await print('3. The whole library', 'off the engine’s thread, on one core', reportJoins(sizes))
} catch (error) {
  console.error(error instanceof TypeError ? error.message : error)
  process.exitCode = 1
} finally {
  endChildren()
}
