import { readdirSync, readFileSync } from 'node:fs'

/** A process as `/proc/<pid>/stat` tells it. */
interface Usage {
  pid: number
  parent: number
  ticks: number
}

const ticksPerSecond = 100

function readUsage(pid: number): Usage[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // User and system time of the process, and of its children that have ended.
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    return [{ pid, parent: Number(fields[1]), ticks }]
  } catch {
    return []
  }
}

/** Seconds of processor time that a process and all below it have used; NaN where there is no `/proc`. */
export function cpuSeconds(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readUsage(Number(name)))
  const family = new Set([pid])
  // A set may grow while it is walked: children of children are met later.
  for (const member of family) for (const { pid: child, parent } of all) if (parent === member) family.add(child)
  const ticks = all.filter((one) => family.has(one.pid)).reduce((sum, one) => sum + one.ticks, 0)
  return ticks / ticksPerSecond
}
