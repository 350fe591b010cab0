import type { InTurn } from '#shared/turns.ts'
import type { Changed } from '../index/changes.ts'
import { createTellChange, type TellParts } from '../tell-change.ts'

export interface ChangeParts extends TellParts {
  inTurn: InTurn
}

/** What a change is answered with: how many images it moved or touched. */
export const answerOf = ({ trashed, restored, touched, revision, journal }: Changed) => ({
  changed: trashed.length + restored.length || touched.length,
  revision,
  journal,
})

/** Makes undoable changes, and tells of each. */
export function createMakeChange({ inTurn, ...parts }: ChangeParts) {
  const tell = createTellChange(parts)
  return (change: () => Promise<Changed>): Promise<Changed> =>
    inTurn(async () => {
      const changed = await change()
      if (changed.changed > 0) await tell(changed)
      return changed
    })
}

export type MakeChange = ReturnType<typeof createMakeChange>
