import { availableParallelism } from 'node:os'
import { createLane } from './lane.ts'
import { type Inspected, withoutPicture } from './protocol.ts'
import { contentTypes, type Format } from './sniff.ts'

export interface MediaOptions {
  /** A plain Node: never Electron's binary. */
  nodeBinary: string
  /** Pixels of one picture that are decoded at most. */
  maxPixels: number
  /** Bytes of memory that a host may take; one for SVG takes a third of it. */
  maxMemory: number
  log: (message: string) => void
}

/** Pictures that are decoded at once: one for each core, and one that is being read. */
export const decodesInFlight = availableParallelism() + 1

const rasterDeadline = 20_000
const svgDeadline = 3_000

/** The decode hosts as the engine sees them: a path in, a picture's facts out; never rejects for what a file does. */
export function createMediaPool({ nodeBinary, maxPixels, maxMemory, log }: MediaOptions) {
  const shared = { nodeBinary, log }
  const raster = createLane({
    ...shared,
    kind: 'raster',
    width: decodesInFlight,
    deadline: rasterDeadline,
    memory: maxMemory,
    limits: { pixels: maxPixels, milliseconds: rasterDeadline - 2000 },
    retries: true,
  })
  const svg = createLane({
    ...shared,
    kind: 'svg',
    width: 1,
    deadline: svgDeadline,
    memory: Math.floor(maxMemory / 3),
    limits: { pixels: maxPixels, milliseconds: svgDeadline },
    retries: false,
  })

  return {
    async inspect(path: string, format: Format | undefined): Promise<Inspected> {
      if (!format) return withoutPicture('unsupported', 'No decoder knows these bytes.')
      try {
        return await (format === 'svg' ? svg : raster).inspect(path)
      } catch (error) {
        return { ...withoutPicture('failed', (error as Error).message), contentType: contentTypes[format] }
      }
    },
    /** Whether pictures are being decoded now. */
    isBusy: () => raster.isBusy() || svg.isBusy(),
    close(): void {
      raster.close()
      svg.close()
    },
  }
}

export type MediaPool = ReturnType<typeof createMediaPool>
