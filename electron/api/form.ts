import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { Failure } from '#shared/failure.ts'

export type FormFields = ReadonlyMap<string, string>

/** A multipart form whose file is still arriving. */
export interface Form {
  /** The bytes of the part `file`; undefined when the form ended without one. */
  file: AsyncIterable<Uint8Array> | undefined
  /** The file part's own name. */
  filename: string | undefined
  /** All fields, before and behind the file; settles once the file was read to its end. */
  fields: Promise<FormFields>
  /** Stops reading; to be called when the form is of no use any more. */
  discard(): void
}

const partLimits = { files: 1, fields: 8, fieldSize: 16 * 1024, parts: 10, headerPairs: 32, headerSize: 8 * 1024 }

/** Reads a form from a stream up to its file, which the caller then reads; nothing of the file is held in memory. */
export function openForm(body: AsyncIterable<Uint8Array>, contentType: string): Promise<Form> {
  const parser = createParser(contentType)
  const fields = new Map<string, string>()
  const opened = Promise.withResolvers<Form>()
  const broken = Promise.withResolvers<never>()
  const end = Promise.race([pipeline(body, parser).catch(asMalformed), broken.promise]).then(() => fields)
  // The form's reader may come late, or never, to a failure that is told already.
  end.catch(() => {})
  const form = { fields: end, discard: () => void parser.destroy() }
  watchLimits(parser, broken.reject)
  parser.on('field', (name, value, _nameCut, valueCut) => {
    if (valueCut) broken.reject(malformed(`The field “${name}” is longer than 16 KiB.`, name))
    fields.set(name, value)
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

function createParser(contentType: string): BusboyInstance {
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits: partLimits })
  } catch (cause) {
    throw malformed('The body must be multipart/form-data with a boundary.', 'file', cause)
  }
}

function watchLimits(parser: BusboyInstance, reject: (failure: Failure) => void): void {
  parser.on('filesLimit', () => reject(malformed('The form has more than one file; send one at a time.', 'file')))
  parser.on('fieldsLimit', () => reject(malformed('The form has more than 8 fields.')))
  parser.on('partsLimit', () => reject(malformed('The form has more than 10 parts.')))
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
