import { z } from 'zod'
import { ActivityRow } from './activity.ts'
import { DownloadSettings } from './downloads.ts'
import {
  ClusterMember,
  ClusterOf,
  ClusterOrder,
  ClusterSummary,
  ClusterWish,
  DecisionVerdict,
  DuplicateSettings,
  DuplicateTask,
  Plan,
  PlanAction,
  PlannableKind,
} from './duplicates.ts'
import { customFieldCalls, fileCalls, folderCalls } from './file-calls.ts'
import { FolderPath } from './files.ts'
import { FileMetadata } from './metadata.ts'
import {
  Changed,
  desktop,
  Hashes,
  Job,
  mutation,
  Nothing,
  type Procedure,
  query,
  Started,
  TransformationText,
} from './procedure.ts'
import {
  ContentHash,
  Count,
  Distance,
  ImageDetail,
  ImageSummary,
  ImportProgress,
  JournalRow,
  Match,
  PerceptualHash,
  Revision,
  Tag,
} from './schema.ts'
import { exportCalls, transformationCalls } from './transformation-calls.ts'

/** Every call of the library, declared once: validated, typed on both sides, reachable over IPC and HTTP. */
export const contract = {
  images: {
    list: query(
      'A stretch of the library or the trash, newest first; with `folder`, of the pictures that lie in it or below it. With `ceiling` (a former answer’s), newer images are left out, so that offsets stay where they were.',
      z.strictObject({
        text: z.string().max(2000).default(''),
        view: z.enum(['library', 'trash']).default('library'),
        folder: FolderPath.optional(),
        ceiling: z.int().min(0).optional(),
        offset: Count.default(0),
        limit: z.int().min(0).max(1000).default(200),
      }),
      z.object({
        items: z.array(ImageSummary),
        total: Count,
        ceiling: z.int(),
        revision: Revision,
        milliseconds: z.number(),
      }),
    ),
    get: query('Everything known of one image, trashed or not.', z.strictObject({ hash: ContentHash }), ImageDetail),
    similar: query(
      'Images whose perceptual hash lies within a Hamming distance, nearest first; the image itself is left out. With `turned`, mirrored and rotated ones too; pictures without detail match only when their hashes are equal.',
      z.strictObject({
        hash: z.union([ContentHash, PerceptualHash]),
        distance: Distance.default(4),
        turned: z.boolean().default(false),
        limit: z.int().min(1).max(1000).default(100),
      }),
      z.object({ items: z.array(Match), total: Count, milliseconds: z.number() }),
    ),
    metadata: query(
      'What an image’s file says of itself: format, size, profile and EXIF, read anew from its bytes.',
      z.strictObject({ hash: ContentHash }),
      FileMetadata,
    ),
    trash: mutation('Moves every file of the images to the trash.', Hashes, Changed),
    restore: mutation('Takes every file of the images out of the trash.', Hashes, Changed),
    tag: mutation(
      'Adds tags to the images and takes others off, on every file of each.',
      Hashes.extend({ add: z.array(Tag).max(100).default([]), remove: z.array(z.string()).max(1000).default([]) }),
      Changed,
    ),
    annotate: mutation(
      'Writes the note on an image; an empty one takes it off.',
      z.strictObject({ hash: ContentHash, note: z.string().max(100_000) }),
      Changed,
    ),
  },
  duplicates: {
    list: query(
      'A stretch of the queue: clusters of near-duplicates that are not decided, around the copy suggested to keep.',
      ClusterWish.extend({
        order: ClusterOrder.default('tightest'),
        offset: Count.default(0),
        limit: z.int().min(0).max(500).default(100),
      }),
      z.object({
        items: z.array(ClusterSummary),
        total: Count,
        images: Count,
        reclaimable: Count,
        loading: z.boolean(),
        revision: Revision,
        milliseconds: z.number(),
      }),
    ),
    get: query(
      'The cluster that an image is in, the keeper first; `notFound` when it is in none.',
      ClusterOf.extend({ offset: Count.default(0), limit: z.int().min(1).max(500).default(100) }),
      z.object({ cluster: ClusterSummary, members: z.array(ClusterMember), revision: Revision }),
    ),
    keep: mutation(
      'Keeps one and discards others in its favour: they go to the trash, and what was known of them is known of the kept one. `conflict` when one of them is in the trash already or is protected.',
      z.strictObject({ keeper: ContentHash, discard: z.array(ContentHash).min(1).max(100_000) }),
      Changed,
    ),
    decide: mutation(
      'Remembers by content hash that images are no duplicates of each other, or variants worth keeping each.',
      z.strictObject({ hashes: z.array(ContentHash).min(2).max(1000), verdict: DecisionVerdict }),
      Changed,
    ),
    plan: query(
      'Proposes actions for all clusters, grouped by kind and by the rule that decided; nothing is changed.',
      ClusterWish.omit({ kinds: true }).extend({
        kinds: z.array(PlannableKind).min(1).default(['samePixels', 'reencoded', 'resized']),
      }),
      Plan,
    ),
    actions: query(
      'A stretch of one group of a plan.',
      z.strictObject({
        plan: z.string(),
        group: z.string(),
        offset: Count.default(0),
        limit: z.int().min(1).max(500).default(100),
      }),
      z.object({ items: z.array(PlanAction), total: Count }),
    ),
    apply: mutation(
      'Applies groups of a plan but for the excluded keepers, all in one change; `conflict`, and nothing done, when a picture of it has been decided on since.',
      z.strictObject({
        plan: z.string(),
        groups: z.array(z.string()).min(1).max(100),
        exclude: z.array(ContentHash).max(100_000).default([]),
      }),
      Changed,
    ),
    settings: query('The rules that choose the copy to keep, and the protected sources.', Nothing, DuplicateSettings),
    configure: mutation('Changes the rules and the protected sources.', DuplicateSettings, Changed),
    search: mutation(
      'Compares every picture with every other again, in the background; `busy` while a library just opened is made ready for it.',
      Nothing,
      z.object({ started: z.boolean() }),
    ),
    cancel: mutation('Stops the search under way; what it found stays.', Nothing, z.object({ cancelled: z.boolean() })),
    tasks: query('The work on duplicates that goes on in the background.', Nothing, z.array(DuplicateTask)),
  },
  transformations: transformationCalls,
  exports: exportCalls,
  downloads: {
    settings: query('What may be fetched by URL beside public addresses at usual ports.', Nothing, DownloadSettings),
    configure: mutation(
      'Changes what may be fetched by URL beside public addresses at usual ports: `host`, `host:port`, address or range each.',
      DownloadSettings,
      Changed,
    ),
  },
  activity: {
    list: query(
      'Requests that programs made to the port since the start, the latest first: at most 500 are kept.',
      z.strictObject({ limit: z.int().min(1).max(500).default(100) }),
      z.array(ActivityRow),
    ),
  },
  files: fileCalls,
  folders: folderCalls,
  customFields: customFieldCalls,
  imports: {
    paths: desktop(
      'Imports files and folders of this computer. Answered at once; progress comes as `imports.progressed`.',
      z.strictObject({ paths: z.array(z.string().min(1)).min(1).max(100_000) }),
      Started,
    ),
    urls: mutation(
      'Fetches pictures by URL (http and https, public addresses and hosts that `downloads.configure` allowed) and stores them.',
      z.strictObject({ urls: z.array(z.string().min(1).max(8192)).min(1).max(1000) }),
      Started,
    ),
    list: query('The imports of this session, newest first.', Nothing, z.array(ImportProgress)),
    cancel: mutation('Stops an import after the pictures under way.', Job, z.object({ cancelled: z.boolean() })),
    storeSkipped: mutation('Stores what an import listed as “not an image”.', Job, Started),
    restoreDeleted: mutation('Restores what an import listed as “deleted before”.', Job, Changed),
  },
  history: {
    list: query(
      'Undoable changes, newest first.',
      z.strictObject({ before: z.int().optional(), limit: z.int().min(1).max(200).default(50) }),
      z.array(JournalRow),
    ),
    undo: mutation(
      'Undoes one change, or the actor’s latest; `conflict` when its rows have changed since.',
      z.strictObject({ id: z.int().optional() }),
      JournalRow,
    ),
    redo: mutation(
      'Does an undone change again, or the actor’s latest undone one.',
      z.strictObject({ id: z.int().optional() }),
      JournalRow,
    ),
  },
  host: {
    info: query(
      'What this library is, where it listens, and what the shell around the window can do.',
      Nothing,
      z.object({
        version: z.string(),
        library: z.string(),
        images: Count,
        trashed: Count,
        byteSize: Count,
        addresses: z.array(z.string()),
        shell: z.enum(['browser', 'desktop']),
        loading: z.boolean(),
      }),
    ),
    reveal: desktop('Shows an image’s blob in the file manager.', z.strictObject({ hash: ContentHash }), Nothing),
    copyImage: desktop('Puts an image on the clipboard.', z.strictObject({ hash: ContentHash }), Nothing),
    copyText: desktop('Puts a text on the clipboard.', z.strictObject({ text: z.string().max(100_000) }), Nothing),
    dragOut: desktop(
      'Starts a native drag of images out of the window, under friendly names, transformed where that is told.',
      z.strictObject({
        /** The folder that the files lie in has this name, by which the window knows them when they come back to it. */
        id: z.uuid(),
        hashes: z.array(ContentHash).min(1).max(100),
        transformation: TransformationText.optional(),
      }),
      Nothing,
    ),
    exportImages: desktop(
      'Opens the folder dialog and exports images, transformed, into what was chosen; null when the dialog was closed.',
      Hashes.extend({ transformation: TransformationText }),
      z.object({ job: z.string().nullable() }),
    ),
    chooseFiles: desktop(
      'Opens the file dialog and imports what was chosen; null when the dialog was closed.',
      z.strictObject({ folders: z.boolean().default(false) }),
      z.object({ job: z.string().nullable() }),
    ),
  },
} as const satisfies Record<string, Record<string, Procedure>>

export type Contract = typeof contract

/** `group.name` of every procedure. */
export type ProcedureName = {
  [G in keyof Contract & string]: `${G}.${keyof Contract[G] & string}`
}[keyof Contract & string]

type ProcedureOf<Name extends string> = Name extends `${infer G}.${infer P}`
  ? G extends keyof Contract
    ? P extends keyof Contract[G]
      ? Contract[G][P]
      : never
    : never
  : never

/** What the caller may write: defaults may be left out. */
export type CallInput<Name extends ProcedureName> =
  ProcedureOf<Name> extends Procedure<infer I, z.ZodType> ? z.input<I> : never
/** What a service receives: validated, defaults filled in. */
export type ParsedInput<Name extends ProcedureName> =
  ProcedureOf<Name> extends Procedure<infer I, z.ZodType> ? z.output<I> : never
export type CallOutput<Name extends ProcedureName> =
  ProcedureOf<Name> extends Procedure<z.ZodType, infer O> ? z.output<O> : never

/** The procedure of that name, or undefined. */
export function findProcedure(name: string): Procedure | undefined {
  const [group = '', method = '', ...rest] = name.split('.')
  const procedures: Record<string, Record<string, Procedure>> = contract
  if (rest.length > 0 || !Object.hasOwn(procedures, group)) return undefined
  const found = procedures[group]
  return found && Object.hasOwn(found, method) ? found[method] : undefined
}
