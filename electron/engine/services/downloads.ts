import { type Downloads, downloadsName } from '../downloads.ts'
import type { KeepingChanges } from '../index/keeping.ts'
import { answerOf, type MakeChange } from './make-change.ts'
import type { Services } from './services.ts'

export interface DownloadParts {
  downloads: Downloads
  keeping: KeepingChanges
  makeChange: MakeChange
}

/** Calls on what may be fetched by URL. */
export function createDownloadServices({ downloads, keeping, makeChange }: DownloadParts) {
  const label = 'Changed the hosts that may be fetched from'
  return {
    'downloads.settings': () => downloads.settings(),
    'downloads.configure': async (settings, actor) =>
      answerOf(await makeChange(() => keeping.configure(downloadsName, settings, { actor, label }))),
  } satisfies Partial<Services>
}
