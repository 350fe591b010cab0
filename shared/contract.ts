import { z } from 'zod'
import {
  ContentHash,
  Count,
  Distance,
  FilePlace,
  ImageDetail,
  ImageSummary,
  ImportProgress,
  JournalRow,
  Match,
  PerceptualHash,
  Revision,
} from './schema.ts'

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

const query = <I extends z.ZodType, O extends z.ZodType>(summary: string, input: I, output: O) =>
  ({ kind: 'query', summary, input, output }) as const satisfies Procedure
const mutation = <I extends z.ZodType, O extends z.ZodType>(summary: string, input: I, output: O) =>
  ({ kind: 'mutation', summary, input, output }) as const satisfies Procedure
const desktop = <I extends z.ZodType, O extends z.ZodType>(summary: string, input: I, output: O) =>
  ({ kind: 'desktop', summary, input, output }) as const satisfies Procedure

const Nothing = z.strictObject({})
const Hashes = z.strictObject({ hashes: z.array(ContentHash).min(1).max(100_000) })
const Files = z.strictObject({
  files: z
    .array(FilePlace.shape.id.regex(/^[0-9a-f]{24}$/))
    .min(1)
    .max(100_000),
})
const Changed = z.object({ changed: Count, revision: Revision, journal: z.int().nullable() })
const Job = z.strictObject({ job: z.string() })
const Started = z.object({ job: z.string() })

/** Every call of the library, declared once: validated, typed on both sides, reachable over IPC and HTTP. */
export const contract = {
  images: {
    list: query(
      'A stretch of the library or the trash, newest first. With `ceiling` (a former answer’s), newer images are left out, so that offsets stay where they were.',
      z.strictObject({
        text: z.string().max(2000).default(''),
        view: z.enum(['library', 'trash']).default('library'),
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
      'Images whose perceptual hash lies within a Hamming distance, nearest first; the image itself is left out.',
      z.strictObject({
        hash: z.union([ContentHash, PerceptualHash]),
        distance: Distance.default(4),
        limit: z.int().min(1).max(1000).default(100),
      }),
      z.object({ items: z.array(Match), total: Count, milliseconds: z.number() }),
    ),
    trash: mutation('Moves every file of the images to the trash.', Hashes, Changed),
    restore: mutation('Takes every file of the images out of the trash.', Hashes, Changed),
  },
  files: {
    trash: mutation('Moves single files to the trash.', Files, Changed),
    restore: mutation('Takes single files out of the trash.', Files, Changed),
  },
  imports: {
    paths: desktop(
      'Imports files and folders of this computer. Answered at once; progress comes as `imports.progressed`.',
      z.strictObject({ paths: z.array(z.string().min(1)).min(1).max(100_000) }),
      Started,
    ),
    urls: mutation(
      'Fetches pictures by URL (http and https, public addresses only) and stores them.',
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
      'Starts a native drag of images out of the window, under friendly names.',
      z.strictObject({ hashes: z.array(ContentHash).min(1).max(100) }),
      Nothing,
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
