import type { Report } from '../lib/report.ts'

export interface BenchOptions {
  /** Images of the synthetic library. */
  images: number
  /** Photographs of each size. */
  pictures: number
  /** How often contenders run by turns. */
  rounds: number
  /** Folder of the synthetic library. */
  library: string
}

/** One line of the table of aims, measured. */
export interface BenchRow {
  name: string
  title: string
  aim: string
  run(options: BenchOptions): Promise<Report>
}

/** Thrown by a row that cannot be measured here; the message says why. */
export class Skipped extends Error {}
