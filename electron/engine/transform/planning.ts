import { Failure } from '#shared/failure.ts'
import type { Box, Drawing, Lettering, Size } from '../media/drawing.ts'
import type { Described } from '../media/protocol.ts'
import { createPlace, type Path } from './place.ts'
import type { ClientHints, TransformRequest } from './transform.ts'

/** A picture of the library as the planner sees it; its size is that of one frame, upright. */
export interface Facts extends Described {
  hash: string
}

/** What the planner has to ask for: facts that only files, fonts and pixels know. */
interface Sources {
  /** The picture at a library path or source URL; undefined where there is none. */
  find(path: string): Promise<Facts | undefined>
  /** The same of one page, counted from 0. */
  facts(hash: string, page: number): Promise<Facts | undefined>
  /** What is left of a drawing when borders of one colour are cut off. */
  trimmed(drawing: Drawing, tolerance: number): Promise<Box>
  lettering(lettering: Lettering): Promise<Size>
  /** The text of a transformation saved under a name. */
  named(name: string): string | undefined
}

/** Output sides in pixels: what WebP can hold, the least of the formats. */
const longestSide = 16_383
/** Operations of one plan, those of its layers with them. */
const mostOperations = 100
/** Layers of one plan: each may be a picture that has to be read and measured. */
const mostLayers = 40
const mostWarnings = 40

/** What is amiss with a request and does not end its plan; `isMalformed` is refused when the request is strict. */
export interface Problem {
  at: Path
  code: string
  message: string
  isMalformed: boolean
}

export interface PlanningOptions {
  sources: Sources
  maxPixels: number
  signal?: AbortSignal | undefined
}

/** What the parts of the planner share while one request is planned. */
export function createPlanning(request: TransformRequest, { sources, maxPixels, signal }: PlanningOptions) {
  const problems: Problem[] = []
  const place = createPlace(request.steps)
  const vary = new Set<string>()
  /** What hints of the client decided. */
  const decided: { dpr?: number | undefined } = {}
  const names = new Set<string>()
  let operations = 0
  let layers = 0

  const invalid = (code: string, message: string) => new Failure('invalid', message, { field: code })
  function warn(code: string, message: string, isMalformed: boolean): void {
    if (problems.length >= mostWarnings) return
    const at = place.of(code)
    const isTold = problems.some((told) => told.message === message && told.at.join() === at.join())
    if (!isTold) problems.push({ at, code, message, isMalformed })
  }

  return {
    sources,
    problems,
    place,
    vary,
    decided,
    maxPixels,
    coordinates: request.coordinates,
    /** A hint of the client that decides, now named in Vary. */
    hint<Name extends keyof ClientHints>(name: Name, header: string): ClientHints[Name] {
      vary.add(header)
      return request.hints[name]
    },
    /** What is written but has no effect where it stands. */
    note: (code: string, message: string): void => warn(code, message, false),
    /** A malformed value: ignored with a warning, or refused when the request is strict. */
    complain(code: string, message: string): void {
      if (request.strict) throw invalid(code, message)
      warn(code, message, true)
    },
    invalid,
    /** Counts one operation and looks at the size that it makes. */
    allow(size: Size, code: string): void {
      if (signal?.aborted) throw new Failure('cancelled', 'Nobody waits for the picture any more.')
      if (++operations > mostOperations)
        throw invalid('tr', `More than ${mostOperations} operations are not rendered: take some steps or layers out.`)
      const { width, height } = size
      if (width <= longestSide && height <= longestSide && width * height <= maxPixels) return
      const most = `${longestSide} on a side and ${maxPixels} in all`
      throw invalid(code, `${width} × ${height} pixels are too many: a result may have ${most}.`)
    },
    /** Goes into the steps that a name stands for. Fails with `invalid` where names stand for each other. */
    enterName(name: string): void {
      if (names.has(name)) throw invalid('n', `The transformation saved as “${name}” is made of itself.`)
      names.add(name)
    },
    leaveName: (name: string): void => void names.delete(name),
    allowLayer(): void {
      if (++layers > mostLayers)
        throw invalid('l', `More than ${mostLayers} layers are not rendered: take some of them out.`)
    },
  }
}

export type Planning = ReturnType<typeof createPlanning>
