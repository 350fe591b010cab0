/**
 * The one table of errors: what went wrong, and the HTTP status each code is answered with.
 * Everything that a caller can act on is one of these; all else is a bug and is answered as `internal`.
 */
export const failureStatus = {
  invalid: 422,
  unauthorized: 401,
  forbidden: 403,
  notFound: 404,
  methodNotAllowed: 405,
  conflict: 409,
  tooLarge: 413,
  unsupported: 501,
  busy: 503,
  diskFull: 507,
  unreadable: 422,
  unreachable: 502,
  libraryInUse: 423,
  libraryNewer: 409,
  libraryDamaged: 500,
  portInUse: 409,
  cancelled: 499,
  internal: 500,
} as const satisfies Record<string, number>

export type FailureCode = keyof typeof failureStatus

/** The data form of a failure, as it crosses processes and threads. `field` names the input at fault, if one is. */
export interface FailureData {
  code: FailureCode
  message: string
  field?: string
}

/** What a call answers: nothing throws across a process boundary. */
export type Reply<T = unknown> = { ok: true; value: T } | { ok: false; failure: FailureData }

/** An error that the caller can act on; `message` is a sentence for people that names the way out. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly code: FailureCode
  readonly field: string | undefined

  constructor(code: FailureCode, message: string, options: { field?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.field = options.field
  }

  static from(data: FailureData): Failure {
    return new Failure(data.code, data.message, data.field === undefined ? {} : { field: data.field })
  }

  toData(): FailureData {
    const { code, message, field } = this
    return field === undefined ? { code, message } : { code, message, field }
  }
}
