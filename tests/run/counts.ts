import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from './command.ts'

/** How many tests passed (`retried` of them only when tried again), failed and were skipped. */
export interface Counts {
  passed: number
  retried: number
  failed: number
  skipped: number
}

export const reports = { vitest: 'test-results/vitest.json', playwright: 'test-results/playwright.json' } as const

const Vitest = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
})
const Playwright = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
})

const none: Counts = { passed: 0, retried: 0, failed: 0, skipped: 0 }

/** One check that has no tests of its own counts as one. */
export function countOne(code: number): Counts {
  return code === 0 ? { ...none, passed: 1 } : { ...none, failed: 1 }
}

export function countVitest(code: number): Counts {
  const report = read(reports.vitest, Vitest)
  if (!report) return countOne(1)
  const skipped = report.numPendingTests + report.numTodoTests
  return honest({ ...none, passed: report.numPassedTests, failed: report.numFailedTests, skipped }, code)
}

export function countPlaywright(code: number): Counts {
  const stats = read(reports.playwright, Playwright)?.stats
  if (!stats) return countOne(1)
  const { expected, unexpected, flaky, skipped } = stats
  return honest({ passed: expected + flaky, retried: flaky, failed: unexpected, skipped }, code)
}

export function sum(all: Counts[]): Counts {
  const total = { ...none }
  for (const { passed, retried, failed, skipped } of all) {
    total.passed += passed
    total.retried += retried
    total.failed += failed
    total.skipped += skipped
  }
  return total
}

/** A run that failed without a failed test (a file that does not load, say) counts as one failure. */
function honest(counts: Counts, code: number): Counts {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

function read<T>(report: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(join(root, report), 'utf8')))
  } catch {
    return undefined
  }
}

/** Takes away the reports of an earlier run, so that none is read for this one’s. */
export function forgetReports(): void {
  for (const report of Object.values(reports)) rmSync(join(root, report), { force: true })
}
