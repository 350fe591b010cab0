import { z } from 'zod'
import { widestDistance } from './hamming.ts'
import { ContentHash, Count, ImageSummary, Likeness, PairKind, Revision } from './schema.ts'

/** The radius of a cluster around its keeper: bits of the 64-bit hash. */
const Radius = z.int().min(0).max(widestDistance)

/**
 * What makes one copy better than another, each a rule that can be put in order: more pixels; lossless, or a higher
 * JPEG quality; more metadata (EXIF, time taken, tags, notes); more bytes; more URLs; stored earlier; a name that
 * somebody gave it rather than a program.
 */
export const KeepRule = z.enum(['resolution', 'quality', 'metadata', 'fileSize', 'urls', 'age', 'name'])
export type KeepRule = z.infer<typeof KeepRule>

/** Images that are never discarded: those with a source of this client, on this domain, or whose URL begins so. */
export const ProtectedSource = z.strictObject({
  kind: z.enum(['client', 'domain', 'urlPrefix']),
  value: z.string().trim().min(1).max(2000),
})
export type ProtectedSource = z.infer<typeof ProtectedSource>

/** How the copy to keep is chosen: rules in order, each breaking the ties of those before; protected copies come first. */
export const DuplicateSettings = z.strictObject({
  rules: z.array(KeepRule).refine((rules) => new Set(rules).size === rules.length, 'must name each rule once at most'),
  protectedSources: z.array(ProtectedSource).max(1000),
})
export type DuplicateSettings = z.infer<typeof DuplicateSettings>

export const defaultSettings: DuplicateSettings = {
  rules: ['resolution', 'quality', 'metadata', 'fileSize', 'urls', 'age', 'name'],
  protectedSources: [],
}

/** What the rules look at. `createdAt` is the earliest time of storing, copies discarded in its favour included. */
export const CopyFacts = z.object({
  pixels: Count,
  quality: z.int().nullable(),
  lossless: z.boolean().nullable(),
  hasExif: z.boolean(),
  takenAt: z.string().nullable(),
  tags: Count,
  notes: Count,
  urls: Count,
  createdAt: z.string(),
  clients: z.array(z.string()),
  domains: z.array(z.string()),
})
export type CopyFacts = z.infer<typeof CopyFacts>

/** Why the keeper is suggested over another: the rule at which they part, or that it is protected. */
export const KeepReason = z.enum(['protected', ...KeepRule.options])
export type KeepReason = z.infer<typeof KeepReason>

/**
 * A picture of a cluster. `likeness` is to the keeper (what is done to the keeper to get this one), `kind` what the
 * two are to each other; null for the keeper itself, `kind` also until their pixels have been compared.
 * `reason` is why the keeper goes before it.
 */
export const ClusterMember = z.object({
  image: ImageSummary,
  likeness: Likeness.nullable(),
  kind: PairKind.nullable(),
  reason: KeepReason.nullable(),
  facts: CopyFacts,
  isProtected: z.boolean(),
})
export type ClusterMember = z.infer<typeof ClusterMember>

/** `safe`: the same picture, re-encoded or resized; `look`: turned, or not compared yet; `unsure`: maybe a variant. */
export const Confidence = z.enum(['safe', 'look', 'unsure'])
export type Confidence = z.infer<typeof Confidence>

/**
 * A group of near-duplicates around the copy that the rules suggest to keep; its id is the keeper's hash.
 * `reclaimable` is in bytes; `nearest` and `farthest` are distances to the keeper; `kind` is the loosest kind in it,
 * null while some are not compared yet.
 */
export const ClusterSummary = z.object({
  keeper: ImageSummary,
  size: z.int().min(2),
  reclaimable: Count,
  nearest: Radius,
  farthest: Radius,
  kind: PairKind.nullable(),
  confidence: Confidence,
  sameDomain: z.boolean(),
  acrossClients: z.boolean(),
})
export type ClusterSummary = z.infer<typeof ClusterSummary>

export const ClusterOrder = z.enum(['tightest', 'reclaimable', 'largest', 'newest'])
export type ClusterOrder = z.infer<typeof ClusterOrder>

/** Which clusters are asked for: within a radius, of these kinds (all when left out), on one domain, across clients. */
export const ClusterWish = z.strictObject({
  distance: Radius.default(widestDistance),
  kinds: z.array(PairKind).min(1).optional(),
  sameDomain: z.boolean().default(false),
  acrossClients: z.boolean().default(false),
})
export type ClusterWish = z.infer<typeof ClusterWish>

/** `notDuplicates` are different pictures; `variants` belong together, and each is worth keeping. */
export const DecisionVerdict = z.enum(['notDuplicates', 'variants'])
export type DecisionVerdict = z.infer<typeof DecisionVerdict>

/** One proposed action: keep one, discard the others. At most 12 of `discard` are listed; `discards` counts all. */
export const PlanAction = z.object({
  keeper: ImageSummary,
  discard: z.array(ImageSummary),
  discards: Count,
  bytes: Count,
})
export type PlanAction = z.infer<typeof PlanAction>

/** Proposed actions of one kind, decided by one reason; `id` is `kind:reason`. `samples` are at most 12 of them. */
export const PlanGroup = z.object({
  id: z.string(),
  kind: PairKind,
  reason: KeepReason,
  clusters: Count,
  discards: Count,
  bytes: Count,
  samples: z.array(PlanAction),
})
export type PlanGroup = z.infer<typeof PlanGroup>

/** Proposed actions for all clusters that need no eyes; it stands as made until it is applied or 10 newer are made. */
export const Plan = z.object({
  id: z.string(),
  groups: z.array(PlanGroup),
  clusters: Count,
  discards: Count,
  bytes: Count,
  revision: Revision,
})
export type Plan = z.infer<typeof Plan>

/** Kinds that may be discarded without looking at each: never a variant. */
export const PlannableKind = PairKind.exclude(['variant'])

/**
 * Work on duplicates in the background. `hashing`: pictures without current hashes get them from their thumbnails;
 * `searching`: every picture is compared with every other by hash (done and total are shares of 1000);
 * `comparing`: pairs are told apart by their pixels. `rate` is a second.
 */
export const DuplicateTask = z.object({
  task: z.enum(['hashing', 'searching', 'comparing']),
  state: z.enum(['running', 'done', 'cancelled']),
  done: Count,
  total: Count,
  rate: z.number(),
})
export type DuplicateTask = z.infer<typeof DuplicateTask>

/** A cluster, by any of its members. */
export const ClusterOf = z.strictObject({ hash: ContentHash, distance: Radius.default(widestDistance) })
