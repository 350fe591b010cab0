import type { CallOutput, ParsedInput, ProcedureName } from '#shared/contract.ts'
import type { LibraryEvent } from '#shared/events.ts'
import type { BlobFile, Entry, EntryList, NewSource, Stored, StoreOptions } from './entry.ts'

/** The open library: what every door (IPC, REST, tests) talks to. It knows no transport. */
export interface Library {
  /** One call of the contract; `input` is already parsed. Rejects with `Failure`. */
  call<Name extends ProcedureName>(
    name: Name,
    input: ParsedInput<Name>,
    actor: string,
  ): Promise<CallOutput<Name>>
  listen(listener: (event: LibraryEvent) => void): () => void
  /** The events after that revision, or undefined when they are no longer all kept. */
  eventsSince(revision: number): LibraryEvent[] | undefined
  readonly revision: number
  /** Bytes in, by stream: resolves once they are durable. Rejects with `Failure`. */
  store(bytes: AsyncIterable<Uint8Array>, source: NewSource | Promise<NewSource>, options?: StoreOptions): Promise<Stored>
  /** Live entries for the imgcache routes. */
  entries: {
    meta(hash: string): Promise<Entry | undefined>
    lookup(url: string): Promise<Entry | undefined>
    search(urlContains: string, limit: number): Promise<EntryList>
    similar(perceptualHash: string, distance: number, limit: number): Promise<EntryList>
  }
  blob(hash: string): Promise<BlobFile | undefined>
  /** The JPEG thumbnail, at most 384 px on its longer side; made again when it was lost. */
  thumbnail(hash: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** Resolves when the URL and pHash scans are in memory; until then SQL answers. */
  loaded: Promise<void>
  close(): Promise<void>
}
