import { runCommand } from './run/command.ts'
import { type Counts, countOne, forgetReports, sum } from './run/counts.ts'
import { ensureRequirements } from './run/requirements.ts'
import { chooseSteps, type Step } from './run/steps.ts'

/**
 * `npm test`: every check of the project, one headline and duration each; it goes on when one fails, and its last
 * line is `N passed, N failed`. `npm test -- unit lint` runs those steps alone.
 */
async function main(names: string[]): Promise<void> {
  const steps = chooseSteps(names)
  const isComplete = await ensureRequirements()
  forgetReports()
  const counts: Counts[] = isComplete ? [] : [countOne(1)]
  for (const round of [1, 2, 3]) {
    const together = steps.filter((step) => step.round === round)
    counts.push(...(await Promise.all(together.map(runStep))))
  }
  conclude(sum(counts))
}

async function runStep(step: Step): Promise<Counts> {
  if (step.live) console.log(`\n── ${step.title}`)
  const { code, output, seconds } = await runCommand(step.command, step)
  const counts = step.count(code)
  const verdict = counts.failed === 0 ? 'passed' : 'FAILED'
  console.log(`── ${step.title}: ${verdict} in ${seconds.toFixed(1)} s`)
  if (counts.failed > 0 && output) console.log(output.trimEnd())
  return counts
}

function conclude({ passed, retried, failed, skipped }: Counts): void {
  process.exitCode = failed > 0 ? 1 : 0
  const notes = [skipped > 0 && `${skipped} skipped`, retried > 0 && `${retried} passed only when tried again`]
  console.log(`\n${[`${passed} passed`, `${failed} failed`, ...notes.filter(Boolean)].join(', ')}`)
}

await main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 2
})
