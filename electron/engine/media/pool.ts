import { availableParallelism } from 'node:os'
import type { EmbeddedMetadata } from '#shared/metadata.ts'
import type { Fingerprint, Size } from './fingerprint.ts'
import { createLane } from './lane.ts'
import {
  type Answer,
  type Asked,
  type Comparison,
  type HostKind,
  type Inspected,
  type Pair,
  type Task,
  withoutPicture,
} from './protocol.ts'
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

/** The decode hosts as the engine sees them. */
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
    /** A picture's facts; never rejects for what a file does. */
    async inspect(path: string, format: Format | undefined): Promise<Inspected> {
      if (!format) return withoutPicture('unsupported', 'No decoder knows these bytes.')
      try {
        return await (format === 'svg' ? svg : raster).ask('inspect', { path })
      } catch (error) {
        return { ...withoutPicture('failed', (error as Error).message), contentType: contentTypes[format] }
      }
    },
    /** Hashes of a JPEG thumbnail, after all inspections; null when it cannot be read, rejects when the host was lost. */
    fingerprint: (thumbnail: Uint8Array, original: Size): Promise<Fingerprint | null> =>
      raster.ask('fingerprint', { thumbnail, original }),
    /** What a pair is, after all inspections; rejects with the reason when it cannot be told. */
    compare: (pair: Pair): Promise<Comparison> => raster.ask('compare', pair),
    /** What an EXIF tells of its picture, after all inspections; rejects when the host was lost. */
    embedded: (exif: Uint8Array): Promise<EmbeddedMetadata | null> => raster.ask('embedded', { exif }),
    /** What transformations need; rejects with the reason when a picture cannot be read or drawn, or nobody waits. */
    transform: <T extends Task>(kind: HostKind, task: T, asked: Asked<T>, signal?: AbortSignal): Promise<Answer<T>> =>
      (kind === 'svg' ? svg : raster).ask(task, asked, signal),
    /** Whether pictures are being inspected now; what waits for them does not count. */
    isBusy: () => raster.isInspecting() || svg.isInspecting(),
    close(): void {
      raster.close()
      svg.close()
    },
  }
}

export type MediaPool = ReturnType<typeof createMediaPool>
