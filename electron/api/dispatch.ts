import type { z } from 'zod'
import { findProcedure, type ProcedureName } from '#shared/contract.ts'
import { Failure, type Reply } from '#shared/failure.ts'
import type { Procedure } from '#shared/procedure.ts'
import type { Library } from '../engine/library.ts'
import { asFailure, type Log } from './failures.ts'

export interface DispatchOptions {
  /** Hears of bugs, with their cause; the console when left out. */
  log?: Log
  /** Checks what the library answers against the contract as well: for tests. */
  checkOutputs?: boolean
}

/** The only gate to the library’s calls: name and unknown input in, `Reply` out. It never rejects. */
export async function dispatch(
  library: Pick<Library, 'call'>,
  name: string,
  input: unknown,
  actor: string,
  options: DispatchOptions = {},
): Promise<Reply> {
  try {
    const procedure = findProcedure(name)
    if (!procedure) throw new Failure('notFound', 'There is no call of this name; /openapi.json lists them all.')
    const parsed = parseInput(procedure, input)
    const value = await library.call(name as ProcedureName, parsed as never, actor)
    if (options.checkOutputs) checkOutput(name, procedure, value)
    return { ok: true, value }
  } catch (error) {
    return { ok: false, failure: asFailure(error, `the call ${name}`, options.log).toData() }
  }
}

function parseInput(procedure: Procedure, input: unknown): unknown {
  const result = procedure.input.safeParse(input)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  if (!issue) throw result.error
  throw asInvalid(issue)
}

function asInvalid(issue: z.core.$ZodIssue): Failure {
  const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const field = [...issue.path, ...unknownKey].map(String).join('.')
  if (!field) return new Failure('invalid', `The input is not right: ${issue.message}.`)
  return new Failure('invalid', `The field “${field}” is not right: ${issue.message}.`, { field })
}

function checkOutput(name: string, procedure: Procedure, value: unknown): void {
  const result = procedure.output.safeParse(value)
  if (!result.success) throw new Error(`${name} answered against its contract`, { cause: result.error })
}
