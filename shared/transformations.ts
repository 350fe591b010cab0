import { z } from 'zod'
import { parseTransformation } from './imagekit/grammar.ts'

/** An origin as browsers tell it: scheme, host and port, without a path. */
const Origin = z
  .string()
  .max(300)
  .regex(/^https?:\/\/[^\s/?#@,]+$/, 'must be an origin such as http://localhost:3000')

/** Steps as URLs have them, to be asked for by a name: `n-<name>`. */
const Steps = z
  .string()
  .min(1)
  .max(4000)
  .refine((text) => parseTransformation(text).ok, 'must be steps such as w-300,h-200:rt-90')

/**
 * How transformation URLs are answered. `strict`: malformed values are refused, not ignored with a warning;
 * `origins`: pages that may show pictures by them; `named`: transformations by their
 * names.
 */
export const TransformationSettings = z.strictObject({
  strict: z.boolean(),
  origins: z.array(Origin).max(100),
  named: z
    .record(z.string().regex(/^[\w-]{1,64}$/, 'must be letters, digits, _ and -'), Steps)
    .refine((named) => Object.keys(named).length <= 1000, 'may hold 1000 names'),
})
export type TransformationSettings = z.infer<typeof TransformationSettings>

export const defaultTransformationSettings: TransformationSettings = { strict: false, origins: [], named: {} }
