import { Failure } from '#shared/failure.ts'
import type { NewSource, Stored, StoreOptions } from '../engine/entry.ts'
import type { Library } from '../engine/library.ts'
import { formAllowance, readBody } from './body.ts'
import { type FormFields, openForm } from './form.ts'

/** Makes the source of an upload out of its fields; throws `Failure` for a bad one. */
export type SourceReader = (fields: FormFields, filename: string | undefined) => NewSource

/** Lets so many uploads in at once; more fail with `busy`. */
export function createUploadGate(limit: number) {
  let inside = 0
  return async <T>(upload: () => Promise<T>): Promise<T> => {
    if (inside >= limit) throw new Failure('busy', 'Too many uploads at once; try again in a second.')
    inside += 1
    return upload().finally(() => (inside -= 1))
  }
}

export type UploadGate = ReturnType<typeof createUploadGate>

/**
 * Streams the file of a form into the library. Fields may stand behind the file, so the source is known at the end.
 * `missing` makes the failure of a form without a file.
 */
export async function storeForm(
  library: Pick<Library, 'store'>,
  request: Request,
  options: StoreOptions & { limit: number },
  readSource: SourceReader,
  missing: (fields: FormFields) => Failure,
): Promise<Stored> {
  const body = readBody(request, options.limit + formAllowance)
  const form = await openForm(body, request.headers.get('content-type') ?? '')
  if (!form.file) throw missing(await form.fields)
  const source = form.fields.then((fields) => readSource(fields, form.filename))
  // The library looks at the source only when the bytes are there.
  source.catch(() => {})
  return library.store(form.file, source, options).finally(form.discard)
}

const instant = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i

/** A time in ISO 8601 as UTC with milliseconds; one without an offset is taken as UTC. Undefined when malformed. */
export function parseInstant(text: string): string | undefined {
  const [, year, month, day, offset] = instant.exec(text) ?? []
  if (Number(day) > new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()) return undefined
  const withTime = text.length === 10 ? `${text}T00:00` : text
  const date = new Date(offset ? withTime : `${withTime}Z`)
  return day === undefined || Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}
