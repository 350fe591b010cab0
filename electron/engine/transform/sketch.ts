import type { Input, Operation, Size } from '../media/drawing.ts'
import type { Variables } from './arithmetic.ts'
import type { Planning } from './planning.ts'

/** A drawing while it is planned, with what later steps ask of it. */
export interface Sketch extends Size {
  input: Input
  operations: Operation[]
  /** Whether some of it may be transparent. */
  hasAlpha: boolean
  /** Its size before any step; undefined for text and plain colours, whose arithmetic may not speak of it. */
  original: Size | undefined
  /** What it is laid over; undefined for the picture asked for. */
  parent: Size | undefined
  /** Pages that may be asked for. */
  pages: number
  /** What the file is to be; undefined in layers, which become no file. */
  wishes: Wishes | undefined
}

/** What steps say of the file that the picture becomes; the last one counts. */
export interface Wishes {
  format?: string
  quality?: number
  progressive?: boolean
  lossless?: boolean
  metadata?: boolean
  profile?: boolean
}

const isSame = (a: Size, b: Size) => a.width === b.width && a.height === b.height

/** How large a picture is after an operation. */
export function sizeAfter(operation: Operation, { width, height }: Size): Size {
  if (operation.kind === 'extend') {
    const { left, right, top, bottom } = operation
    return { width: width + left + right, height: height + top + bottom }
  }
  return 'width' in operation ? { width: operation.width, height: operation.height } : { width, height }
}

const changesSizeAlone = ({ kind }: Operation) => ['extract', 'resize', 'extend', 'attend'].includes(kind)

/**
 * Adds an operation unless it changes nothing. Fails with `invalid`, naming the code, where the result is too large.
 * A vector picture that is resized before all else is drawn at that size instead.
 */
export function add(sketch: Sketch, planning: Planning, operation: Operation, code: string): void {
  const size = sizeAfter(operation, sketch)
  if (changesSizeAlone(operation) && isSame(size, sketch)) return
  planning.allow(size, code)
  const { input, operations } = sketch
  if (input.kind === 'vector' && operations.length === 0 && operation.kind === 'resize') Object.assign(input, size)
  else operations.push(operation)
  Object.assign(sketch, size)
}

const named = (prefix: string, size: Size | undefined): Variables =>
  size ? { [`${prefix}w`]: size.width, [`${prefix}h`]: size.height, [`${prefix}ar`]: size.width / size.height } : {}

/** What arithmetic may speak of: the original, the picture as it is now, and what it is laid over. */
export function variablesOf({ original, parent, width, height }: Sketch): Variables {
  return { ...named('i', original), ...(original && named('c', { width, height })), ...named('b', parent) }
}
