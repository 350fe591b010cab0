import type { FileAttributes } from '#shared/files.ts'
import type { Step } from '#shared/imagekit/grammar.ts'
import type { FileMetadata } from '#shared/metadata.ts'
import type { Verdict } from '#shared/schema.ts'

/** Where bytes came from, as the caller tells it. `filename` wins over the URL's last segment for the file's name. */
export interface NewSource {
  url: string
  clientName: string
  filename?: string | undefined
  /** ISO 8601; the time of storing when left out. */
  fetchedAt?: string | undefined
}

/** One source of one image, with the facts of its bytes (contract: imgcache, “Entry”). */
export interface Entry {
  url: string
  contentHash: string
  contentType: string
  byteSize: number
  filename: string | null
  width: number | null
  height: number | null
  perceptualHash: string | null
  clientName: string
  fetchedAt: string
  createdAt: string
}

/** Bytes that are about to be stored; their size in pixels is null where nothing decodes them. */
export interface Content {
  byteSize: number
  contentType: string
  width: number | null
  height: number | null
}

/** A place that bytes are wanted at, whether other files show them or not. */
export interface FileTarget {
  /** `/` or `/a/b`; made where it is not there. */
  folder: string
  name: string
  /** Puts `_` and nine letters or digits before the extension, so that the name is nobody else’s. */
  unique: boolean
  /** Whether a file that is there gets the bytes as its new version; else that is a `conflict`. */
  overwrite: boolean
  attributes: FileAttributes
  /** What an overwritten file loses before it gets the attributes. */
  clears: readonly ('tags' | 'customMetadata')[]
  /** What the bytes are drawn by before they are stored, in their own format unless told. */
  steps?: Step[] | undefined
  /** Throws where the bytes are not wanted; then nothing of them is kept. */
  check?: ((content: Content) => void) | undefined
}

export interface StoreOptions {
  /** Bytes accepted before the store fails with `tooLarge`; no limit when left out. */
  limit?: number
  /** What to do with bytes that lie in the trash: take them out (default), or only say so. */
  trashed?: 'restore' | 'report'
  /** Bytes that nothing decodes: store them (default), or only say so. */
  undecodable?: 'store' | 'report'
  /**
   * The place that the bytes are to have, which may be known only after them; else they get a file of `/` where no
   * file shows them yet.
   */
  target?: FileTarget | Promise<FileTarget>
  /** Ends the store early; nothing of it is kept. */
  signal?: AbortSignal
}

/** What became of the bytes: the verdict for people, the entry for clients (null when nothing was stored). */
export interface Stored {
  verdict: Verdict
  entry: Entry | null
  /** Id (24 hex digits) of the file at the target; null where there was none. */
  file: string | null
}

/** What is known of a picture that is not kept: its pHash is null where it has no pixels to tell it from. */
export interface Examined {
  metadata: FileMetadata
  byteSize: number
  perceptualHash: string | null
}

/** The original bytes of a live or trashed image. */
export interface BlobFile {
  path: string
  byteSize: number
  contentType: string
  name: string
  trashed: boolean
}

export interface EntryList {
  entries: Entry[]
  /** How many there are in all, those left off included. */
  total: number
}
