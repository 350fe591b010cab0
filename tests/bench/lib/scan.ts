import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileScan, type NativeScan, type ScanTimes } from './native.ts'
import { type Script, startScript } from './scripts.ts'
import { interleave } from './statistics.ts'

/** One query of a scan process, so many times over. */
export interface ScanWork {
  /** Path of the index that holds the library. */
  index: string
  /** Where the process leaves what the C program reads. */
  folder: string
  query: string
  turns: number
}

export interface Scans {
  ours: Script<ScanWork, ScanTimes>
  /** Undefined where C cannot be compiled. */
  native: NativeScan | undefined
  folder: string
}

const turns = 5

/** Runs `work` with a process that scans as the library does, and with the same scan in C. */
export async function withScans<T>(script: string, native: string, work: (scans: Scans) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'magpie-bench-scan-'))
  const ours = startScript<ScanWork, ScanTimes>(script)
  try {
    return await work({ ours, native: compileScan(native, folder), folder })
  } finally {
    await ours.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The turns of all rounds; throws when the two found different numbers of hits. */
export async function compareScans(
  rounds: number,
  {
    ours,
    native,
  }: { ours(turns: number): Promise<ScanTimes>; native: ((turns: number) => Promise<ScanTimes>) | undefined },
): Promise<{ hits: number; ours: number[]; native: number[] }> {
  const results = await interleave<ScanTimes, 'ours' | 'native'>(rounds, {
    ours: () => ours(turns),
    ...(native && { native: () => native(turns) }),
  } as Record<'ours' | 'native', () => Promise<ScanTimes>>)
  const all = [...results.ours, ...(results.native ?? [])]
  const hits = all[0]?.hits ?? 0
  if (all.some((one) => one.hits !== hits)) throw new Error('The two scans found different numbers of hits.')
  const times = (list: ScanTimes[] = []) => list.flatMap(({ milliseconds }) => milliseconds)
  return { hits, ours: times(results.ours), native: times(results.native) }
}
