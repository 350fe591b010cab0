import type { CallInput, CallOutput, Contract, ProcedureName } from './contract.ts'
import type { LibraryEvent } from './events.ts'
import { Failure, type Reply } from './failure.ts'
import type { ImportProgress } from './schema.ts'

/** A dropped, chosen or pasted file, and where it came from: `file:///…` or `paste:<ISO time>`. */
export interface ImportItem {
  file: File
  url: string
}

/** How an import of files is watched and ended; `undecodable` says whether what is not an image is stored too. */
export interface ImportOptions {
  report: (progress: ImportProgress) => void
  signal: AbortSignal
  undecodable: 'report' | 'store'
}

/** How a window reaches its library: over Electron's IPC or over HTTP. Pixels travel by URL below `origin`. */
export interface Transport {
  /** Prefix of every URL of pixels and uploads, without a slash at its end. */
  origin: string
  /** Whether a dropped folder can be handed over as it is; else the window lists its files. */
  takesFolders: boolean
  /** The path of a dropped file; '' where the platform tells none. */
  pathOf(file: File): string
  call(name: ProcedureName, input: unknown): Promise<Reply>
  /** Events after each commit, from `library.reset` on when some were missed. Returns the way to stop. */
  listen(listener: (event: LibraryEvent) => void): () => void
  /** Tells whether the library can be reached, now and at each change. Returns the way to stop. */
  watch(listener: (online: boolean) => void): () => void
  /**
   * Hands over files: as paths where the platform tells them, else as uploads. Imports by path report
   * themselves as events; `options` is for uploads, and so are the items it resolves to: those left out as no images.
   */
  importFiles(items: ImportItem[], options: ImportOptions): Promise<ImportItem[]>
}

/** Typed calls: `client.images.list({ text })` resolves to the output or rejects with a `Failure`. */
export type Client = {
  [G in keyof Contract & string]: {
    [P in keyof Contract[G] & string]: `${G}.${P}` extends infer Name extends ProcedureName
      ? (input: CallInput<Name>) => Promise<CallOutput<Name>>
      : never
  }
}

/** Makes the typed client of a transport; it knows the names by being asked for them. */
export function createClient(transport: Pick<Transport, 'call'>): Client {
  const group = (name: string) =>
    new Proxy({}, { get: (_, method: string) => (input: unknown) => call(`${name}.${method}` as ProcedureName, input) })
  const call = async (name: ProcedureName, input: unknown) => {
    const reply = await transport.call(name, input)
    if (reply.ok) return reply.value
    throw Failure.from(reply.failure)
  }
  return new Proxy({}, { get: (_, name: string) => group(name) }) as Client
}
