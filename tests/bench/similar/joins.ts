import type { Report } from '../lib/report.ts'
import { startScript } from '../lib/scripts.ts'

export interface JoinWork {
  count: number
  distance: number
  turned: boolean
}

/** What one join found and took: seconds. */
export interface Joined {
  nodes: number
  edges: number
  seconds: number
  cpu: number
  brute: number
}

const aims: Record<number, number> = { 4: 2, 8: 15, 10: 90 }

/** The joins that are measured: upright ones of the largest library, and one of a smaller that turns pictures, too. */
function worksFor(sizes: number[]): JoinWork[] {
  const largest = Math.max(...sizes.filter((size) => size <= 1_000_000), Math.min(...sizes))
  const upright = Object.keys(aims).map((distance) => ({ count: largest, distance: Number(distance), turned: false }))
  return [...upright, { count: Math.min(largest, 100_000), distance: 10, turned: true }]
}

/** The join of a whole library in its thread, beside comparing each with each. */
export async function reportJoins(sizes: number[]): Promise<Report> {
  const rows = []
  for (const work of worksFor(sizes)) {
    const script = startScript<JoinWork, Joined>('similar-join')
    const { nodes, edges, seconds, cpu, brute } = await script.ask(work)
    await script.end()
    const ways = work.turned ? 'all eight' : 'upright'
    const aim = !work.turned && work.count === 1_000_000 ? `${aims[work.distance]} s` : '–'
    const whole = brute * (work.turned ? 8 : 1)
    rows.push([work.count, nodes, work.distance, ways, edges, cpu, aim, seconds, whole, whole / cpu])
  }
  const header = [
    'images',
    'nodes',
    'distance',
    'ways',
    'edges',
    'CPU, s',
    'aim',
    'wall, s',
    'brute force, s',
    'brute / join',
  ]
  const notes = [
    'Edges are pairs within the distance whose 256-bit hashes are at most 80 bits apart. Brute force is the scan of ' +
      'table 1 for every image, half of it, extrapolated from 300 queries (times eight for all eight ways), without the ' +
      '256-bit hashes.',
  ]
  return { header, rows, notes }
}
