import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLibrary } from '../../../electron/engine/library.ts'
import type { ImportWork, Timed } from '../lib/import.ts'
import { importFiles, timeFiles } from '../lib/import-files.ts'
import { answerWith } from '../lib/scripts.ts'

answerWith(async ({ warmUp, files }: ImportWork): Promise<Timed> => {
  const directory = mkdtempSync(join(tmpdir(), 'magpie-bench-'))
  const library = await createLibrary({ directory })
  try {
    await importFiles(library, warmUp)
    return await timeFiles(library, files)
  } finally {
    await library.close()
    rmSync(directory, { recursive: true, force: true })
  }
})
