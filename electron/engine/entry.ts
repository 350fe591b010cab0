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

export interface StoreOptions {
  /** Bytes accepted before the store fails with `tooLarge`; no limit when left out. */
  limit?: number
  /** What to do with bytes that lie in the trash: take them out (default), or only say so. */
  trashed?: 'restore' | 'report'
  /** Bytes that nothing decodes: store them (default), or only say so. */
  undecodable?: 'store' | 'report'
  /** Ends the store early; nothing of it is kept. */
  signal?: AbortSignal
}

/** What became of the bytes: the verdict for people, the entry for clients (null when nothing was stored). */
export interface Stored {
  verdict: Verdict
  entry: Entry | null
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
