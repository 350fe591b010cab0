import { z } from 'zod'
import { parseTransformation } from './imagekit/grammar.ts'
import { ContentHash, Count } from './schema.ts'
import { namePattern, originPattern } from './transformation-patterns.ts'

const Origin = z.string().max(300).regex(originPattern, 'must be an origin such as http://localhost:3000')

/** What steps are saved by: `n-<name>` asks for them. */
export const StepsName = z.string().regex(namePattern, 'must be letters, digits, _ and -')

/** Steps as URLs have them, to be asked for by a name. */
export const Steps = z
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
  named: z.record(StepsName, Steps).refine((named) => Object.keys(named).length <= 1000, 'may hold 1000 names'),
})
export type TransformationSettings = z.infer<typeof TransformationSettings>

export const defaultTransformationSettings: TransformationSettings = { strict: false, origins: [], named: {} }

/**
 * What is amiss with a transformation. `at` leads to it: a step, an item in it, then a step and an item within that
 * layer or condition (whose other branch counts on), and so on; empty where it is not about a single place.
 */
export const TransformationProblem = z.object({
  at: z.array(Count),
  code: z.string(),
  message: z.string(),
  severity: z.enum(['error', 'warning']),
})
export type TransformationProblem = z.infer<typeof TransformationProblem>

/**
 * What a transformation would come to, known before its pixels are. `hash` is the picture that the name stands for,
 * null where the library holds none; `result` is null where there would be an error.
 */
export const TransformationCheck = z.object({
  hash: ContentHash.nullable(),
  result: z.object({ width: Count, height: Count, contentType: z.string(), isOriginal: z.boolean() }).nullable(),
  problems: z.array(TransformationProblem),
})
export type TransformationCheck = z.infer<typeof TransformationCheck>

/** A page that asked for pictures and was refused; `url` is the last one that it asked for. */
export const RefusedOrigin = z.object({ origin: z.string(), count: Count, lastAt: z.string(), url: z.string() })
export type RefusedOrigin = z.infer<typeof RefusedOrigin>

/** Pictures being written into a folder, transformed; `failed` of the `done`, `rate` is pictures a second, `failures` the last 100. */
export const ExportProgress = z.object({
  id: z.string(),
  folder: z.string(),
  transformation: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  total: Count,
  done: Count,
  failed: Count,
  /** Bytes written. */
  byteSize: Count,
  rate: z.number(),
  failures: z.array(z.object({ hash: ContentHash, name: z.string(), message: z.string() })),
})
export type ExportProgress = z.infer<typeof ExportProgress>
