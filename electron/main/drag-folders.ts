import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Enough that no program is still reading what goes. */
const drags = 3

// What cannot be removed now, maybe because another program reads it, goes at the next start.
const remove = (folder: string) => rm(folder, { recursive: true, force: true }).catch(() => {})

/** Folders for the files of the last few drags, in one of their own, from which it first removes all that is there. */
export function createDragFolders(parent: string) {
  const emptied = remove(parent)
  const kept: string[] = []
  return {
    /** Makes the folder of a drag. */
    async open(id: string): Promise<string> {
      await emptied
      const folder = join(parent, id)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      kept.push(folder)
      await Promise.all(kept.splice(0, kept.length - drags).map(remove))
      return folder
    },
    /** Removes all of them. */
    async forget(): Promise<void> {
      await emptied
      await remove(parent)
    },
  }
}
