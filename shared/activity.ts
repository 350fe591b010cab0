import { z } from 'zod'
import { Count } from './schema.ts'

/** A request that the port answered: by whom, with which status, in how long. */
export const ActivityRow = z.object({
  id: Count,
  at: z.string(),
  method: z.string(),
  /** Path and query, with tokens and signatures left out. */
  path: z.string(),
  /** The name that it gives with a picture, else its program with the version: `curl 8.5.0`. */
  client: z.string(),
  status: z.int(),
  milliseconds: z.number(),
})
export type ActivityRow = z.infer<typeof ActivityRow>
