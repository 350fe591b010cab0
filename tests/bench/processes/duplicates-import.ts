import { createLibrary, type Library } from '../../../electron/engine/library.ts'
import { MatchIndex } from '../../../electron/engine/scan/match-index.ts'
import type { MatchedImportWork, MatchedTimed } from '../duplicates/ingest.ts'
import { becomeReady } from '../duplicates/ready.ts'
import { importFiles, timeFiles } from '../lib/import-files.ts'
import { answerWith } from '../lib/scripts.ts'

const add = MatchIndex.prototype.add
let matching = 0
let near = 0

/** Takes the processor time of each search for a new picture, or lets there be none. */
function instrument(isMatching: boolean): void {
  MatchIndex.prototype.add = function (image, fingerprint) {
    if (!isMatching) return { founder: image, matches: [] }
    const before = process.threadCpuUsage()
    const found = add.call(this, image, fingerprint)
    matching += process.threadCpuUsage(before).user / 1000
    near += Number(found.matches.length > 0 || found.founder !== image)
    return found
  }
}

async function importTimed(library: Library, { warmUp, files }: MatchedImportWork): Promise<MatchedTimed> {
  await becomeReady(library)
  await importFiles(library, warmUp)
  matching = 0
  near = 0
  const timed = await timeFiles(library, files)
  return { ...timed, matching, near }
}

answerWith(async (work: MatchedImportWork): Promise<MatchedTimed> => {
  instrument(work.isMatching)
  const library = await createLibrary({ directory: work.library })
  try {
    return await importTimed(library, work)
  } finally {
    await library.close()
  }
})
