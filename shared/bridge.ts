import type { LibraryEvent } from './events.ts'
import type { Reply } from './failure.ts'

/** What the preload script exposes as `window.bridge`: four members, never edited for a feature. */
export interface Bridge {
  platform: string
  call(name: string, input: unknown): Promise<Reply>
  listen(listener: (event: LibraryEvent) => void): () => void
  /** The path of a dropped file; '' for a file that has none. */
  pathForFile(file: File): string
}
