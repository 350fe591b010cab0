import type { Pixels } from './luma.ts'

/** Pixels that are enough to tell the dominant colour. */
const colorSamples = 16_384

/** The picture's dominant colour as 0xrrggbb: the mean of the fullest of 512 equal boxes of the RGB cube. */
export function dominantColor({ data, width, height }: Pixels): number {
  const step = 3 * Math.ceil((width * height) / colorSamples)
  const counts = new Uint32Array(512)
  const sums = new Float64Array(512 * 3)
  for (let p = 0; p < data.length; p += step) {
    const [r, g, b] = [data[p] as number, data[p + 1] as number, data[p + 2] as number]
    const box = ((r >> 5) << 6) | ((g >> 5) << 3) | (b >> 5)
    counts[box] = (counts[box] ?? 0) + 1
    sums[box * 3] = (sums[box * 3] ?? 0) + r
    sums[box * 3 + 1] = (sums[box * 3 + 1] ?? 0) + g
    sums[box * 3 + 2] = (sums[box * 3 + 2] ?? 0) + b
  }
  const fullest = counts.indexOf(Math.max(...counts))
  const mean = (channel: number) => Math.round((sums[fullest * 3 + channel] ?? 0) / (counts[fullest] || 1))
  return (mean(0) << 16) | (mean(1) << 8) | mean(2)
}
