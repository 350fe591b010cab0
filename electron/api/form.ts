import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { Failure } from '#shared/failure.ts'

export type FormFields = ReadonlyMap<string, string>

/** A multipart form whose file is still arriving. */
export interface Form {
  /** The bytes of the part `file`; undefined when the form ended without one. */
  file: AsyncIterable<Uint8Array> | undefined
  /** The file part's own name; undefined where it is a field of text. */
  filename: string | undefined
  /** All fields, before and behind the file; settles once the file was read to its end. */
  fields: Promise<FormFields>
  /** Stops reading; to be called when the form is of no use any more. */
  discard(): void
}

/** What a form may be made of. */
export interface FormShape {
  fields: number
  /** Bytes of one field. */
  fieldSize: number
  /** Whether `file` alone is read as a file, even where it is sent as text; else every part that has a name. */
  isFileText: boolean
  /** Fields that may come several times, to be joined by commas; any other may come once. */
  lists: readonly string[]
}

const usualShape: FormShape = { fields: 8, fieldSize: 16 * 1024, isFileText: false, lists: [] }

/** Reads a form from a stream up to its file, which the caller then reads; nothing of the file is held in memory. */
export function openForm(
  body: AsyncIterable<Uint8Array>,
  contentType: string,
  shape: FormShape = usualShape,
): Promise<Form> {
  const parser = createParser(contentType, shape)
  const fields = new Map<string, string>()
  const opened = Promise.withResolvers<Form>()
  const broken = Promise.withResolvers<never>()
  const end = Promise.race([pipeline(body, parser).catch(asMalformed), broken.promise]).then(() => fields)
  // The form's reader may come late, or never, to a failure that is told already.
  end.catch(() => {})
  const form = { fields: end, discard: () => void parser.destroy() }
  watchLimits(parser, shape, broken.reject)
  parser.on('field', (name, value, _nameCut, valueCut) => {
    if (valueCut) broken.reject(malformed(`The field “${name}” is longer than ${shape.fieldSize / 1024} KiB.`, name))
    const former = fields.get(name)
    if (former !== undefined && !shape.lists.includes(name))
      broken.reject(malformed(`The form has the field “${name}” twice; send it once.`, name))
    fields.set(name, former === undefined ? value : `${former},${value}`)
  })
  parser.on('file', (name, stream, filename) => {
    if (name !== 'file') return void stream.resume()
    // A broken form shows in `end`; the stream itself may have no reader yet, or never get one.
    stream.on('error', () => {})
    end.catch((error) => stream.destroy(error))
    opened.resolve({ ...form, file: readPart(stream, end), filename })
  })
  end.then(() => opened.resolve({ ...form, file: undefined, filename: undefined }), opened.reject)
  return opened.promise
}

function createParser(contentType: string, { fields, fieldSize, isFileText }: FormShape): BusboyInstance {
  const limits = { files: 1, fields, fieldSize, parts: fields + 2, headerPairs: 32, headerSize: 8 * 1024 }
  const isPartAFile = isFileText ? { isPartAFile: (name: string | undefined) => name === 'file' } : {}
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits, ...isPartAFile })
  } catch (cause) {
    throw malformed('The body must be multipart/form-data with a boundary.', 'file', cause)
  }
}

function watchLimits(parser: BusboyInstance, { fields }: FormShape, reject: (failure: Failure) => void): void {
  parser.on('filesLimit', () => reject(malformed('The form has more than one file; send one at a time.', 'file')))
  parser.on('fieldsLimit', () => reject(malformed(`The form has more than ${fields} fields.`)))
  parser.on('partsLimit', () => reject(malformed(`The form has more than ${fields + 2} parts.`)))
}

/** A part’s bytes; when the form turns out broken, that is the error, not the stream’s own. */
async function* readPart(stream: Readable, end: Promise<unknown>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream
  } catch (error) {
    await end
    throw error
  }
}

function asMalformed(cause: unknown): never {
  if (cause instanceof Failure) throw cause
  throw malformed('The form is cut off or malformed.', 'file', cause)
}

const malformed = (message: string, field = 'file', cause?: unknown) =>
  new Failure('invalid', message, { field, cause })
