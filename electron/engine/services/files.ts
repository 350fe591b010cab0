import type { createChanges, UndoableCall } from '../index/changes.ts'
import type { AnnounceChange } from './announce.ts'
import { changeLabel } from './images.ts'
import type { Services } from './services.ts'

export interface FileParts {
  changes: ReturnType<typeof createChanges>
  announceChange: AnnounceChange
}

/** Calls on single files; the history replays these. */
export function createFileServices({ changes, announceChange }: FileParts) {
  async function change(call: UndoableCall, files: string[], actor: string) {
    const changed = await changes.perform(call, files, actor, changeLabel(call))
    await announceChange(changed)
    return { changed: changed.changed, revision: changed.revision, journal: changed.journal }
  }

  return {
    'files.trash': ({ files }, actor) => change('files.trash', files, actor),
    'files.restore': ({ files }, actor) => change('files.restore', files, actor),
  } satisfies Partial<Services>
}
