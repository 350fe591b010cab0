import { Failure } from '#shared/failure.ts'

/** Where bugs are told, with their cause; never a URL, for it may hold the token. */
export type Log = (message: string, cause: unknown) => void

const logToConsole: Log = (message, cause) => console.error(message, cause)

/** The error as a failure for the caller: what is no `Failure` is a bug, logged and told as `internal` only. */
export function asFailure(error: unknown, where: string, log: Log = logToConsole): Failure {
  if (error instanceof Failure) {
    if (error.code === 'internal') log(`Failed in ${where}.`, error)
    return error
  }
  log(`A bug showed in ${where}.`, error)
  return new Failure('internal', 'Something went wrong inside Magpie. Its log tells what; please report it.')
}
