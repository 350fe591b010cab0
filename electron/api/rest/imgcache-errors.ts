import { Failure, failureStatus } from '#shared/failure.ts'
import { failureHeaders, json } from '../answers.ts'

const required = 'Field required'

/** A parameter that is not there; `place` is where FastAPI would have looked for it. */
export const missing = (place: 'body' | 'query', name: string) =>
  new Failure('invalid', required, { field: `${place}.${name}` })

/** A parameter that is there and wrong. */
export const malformed = (place: 'body' | 'query', name: string, message: string) =>
  new Failure('invalid', message, { field: `${place}.${name}` })

/** imgcache’s form of an error: `{detail}` with a sentence, or for a field at fault with a list, as FastAPI has it. */
export function answerDetail(failure: Failure): Response {
  const { field, message, code } = failure
  const status = failureStatus[code]
  const detail = field !== undefined && status === 422 ? [fieldError(field, message)] : message
  return json({ detail }, status, failureHeaders(failure))
}

function fieldError(field: string, msg: string) {
  const loc = /^(?:body|query)\./.test(field) ? field.split('.', 2) : ['body', field]
  return { type: msg === required ? 'missing' : 'value_error', loc, msg }
}
