import { z } from 'zod'
import { ContentHash, Count, Revision } from './schema.ts'

/**
 * One call: its kind, one sentence for the documents, and the shapes of what goes in and comes out. What is `desktop`
 * acts on this computer beyond the library, so it is for the desktop window and not for the port.
 */
export interface Procedure<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  kind: 'query' | 'mutation' | 'desktop'
  summary: string
  input: Input
  output: Output
}

export const query = <I extends z.ZodType, O extends z.ZodType>(summary: string, input: I, output: O) =>
  ({ kind: 'query', summary, input, output }) as const satisfies Procedure
export const mutation = <I extends z.ZodType, O extends z.ZodType>(summary: string, input: I, output: O) =>
  ({ kind: 'mutation', summary, input, output }) as const satisfies Procedure
export const desktop = <I extends z.ZodType, O extends z.ZodType>(summary: string, input: I, output: O) =>
  ({ kind: 'desktop', summary, input, output }) as const satisfies Procedure

export const Nothing = z.strictObject({})
/** What an undoable change is answered with; `journal` is null where nothing had to be changed. */
export const Changed = z.object({ changed: Count, revision: Revision, journal: z.int().nullable() })
export const Hashes = z.strictObject({ hashes: z.array(ContentHash).min(1).max(100_000) })
/** Steps as URLs have them, which may be broken: that is told where they are used. */
export const TransformationText = z.string().max(20_000)
export const Job = z.strictObject({ job: z.string() })
export const Started = z.object({ job: z.string() })
