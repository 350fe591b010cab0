import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, platform, release, tmpdir, totalmem } from 'node:os'

/** The file system that holds a folder, as `device (type)`; only Linux tells. */
function diskOf(folder: string): string {
  if (!existsSync('/proc/mounts')) return 'unknown'
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
  const holds = (mount = '') => folder === mount || folder.startsWith(mount.endsWith('/') ? mount : `${mount}/`)
  const [best] = mounts
    .filter(([, mount]) => holds(mount))
    .toSorted((a, b) => (b[1] ?? '').length - (a[1] ?? '').length)
  return best ? `${best[0]} (${best[2]})` : 'unknown'
}

/** What the figures depend on, in one paragraph. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown'
  const memory = Math.round(totalmem() / 1024 ** 3)
  const parts = [
    `${availableParallelism()} cores of ${model}`,
    `${memory} GiB`,
    `${platform()} ${release()}`,
    `Node ${process.version}`,
    `temporary files on ${diskOf(tmpdir())}`,
  ]
  return parts.join(', ')
}

/** The load average of the last minute. */
export const describeLoad = (): string => `load average ${loadavg()[0]?.toFixed(2)}`
