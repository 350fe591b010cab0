import type { Changes, FileCall } from '../index/changes.ts'
import { changeLabel } from './images.ts'
import type { MakeChange } from './make-change.ts'
import type { Services } from './services.ts'

export interface FileParts {
  changes: Changes
  makeChange: MakeChange
}

/** Calls on single files; the history replays these. */
export function createFileServices({ changes, makeChange }: FileParts) {
  async function change(call: FileCall, files: string[], actor: string) {
    const changed = await makeChange(() => changes.perform(() => ({ call, files, actor, label: changeLabel(call) })))
    return { changed: changed.changed, revision: changed.revision, journal: changed.journal }
  }

  return {
    'files.trash': ({ files }, actor) => change('files.trash', files, actor),
    'files.restore': ({ files }, actor) => change('files.restore', files, actor),
  } satisfies Partial<Services>
}
