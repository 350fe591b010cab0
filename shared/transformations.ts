import { z } from 'zod'

/** An origin as browsers tell it: scheme, host and port, without a path. */
const Origin = z
  .string()
  .max(300)
  .regex(/^https?:\/\/[^\s/?#@,]+$/, 'must be an origin such as http://localhost:3000')

/**
 * How transformation URLs are answered. `strict`: malformed values are refused, not ignored with a warning;
 * `origins`: pages that may show pictures by them.
 */
export const TransformationSettings = z.strictObject({
  strict: z.boolean(),
  origins: z.array(Origin).max(100),
})
export type TransformationSettings = z.infer<typeof TransformationSettings>

export const defaultTransformationSettings: TransformationSettings = { strict: false, origins: [] }
