import { basename } from 'node:path'

/** The formats that crops are made in. */
export const formats = ['jpeg', 'webp', 'avif'] as const
export type CropFormat = (typeof formats)[number]

/** The crop that everybody makes: it covers the box, centred. */
export const box = { width: 400, height: 300 } as const

/** Requests, or pictures in a loop, that are under way at once. */
export const inFlight = 4

/** How a crop is written. */
export interface CropForm {
  format: CropFormat
  quality: number
}

/** One crop of each of the files. */
export interface CropWork extends CropForm {
  files: string[]
}

/** What crops took: wall time and processor time in seconds, the latency of each in ms. */
export interface Cropped {
  seconds: number
  cpu: number
  latencies: number[]
}

/** The path of a crop at the library’s port, the picture told by its name. */
export const ourPath = (file: string, { format, quality }: CropForm) =>
  `/media/tr:w-${box.width},h-${box.height},f-${format},q-${quality}/${basename(file)}`

/** The path of the same crop as ipx has it. */
export const ipxPath = (file: string, { format, quality }: CropForm) =>
  `/f_${format},q_${quality},s_${box.width}x${box.height}/${basename(file)}`
