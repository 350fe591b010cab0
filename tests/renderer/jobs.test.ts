import { expect, test } from 'vitest'
import type { Client, Transport } from '#shared/client.ts'
import type { ImportProgress } from '#shared/schema.ts'
import { createJobs } from '../../renderer/state/jobs.ts'

const noCounts = { added: 0, existing: 0, urlAdded: 0, restored: 0, deletedBefore: 0, notImage: 0, failed: 0, near: 0 }
const running: ImportProgress = {
  ...{ id: 'a', label: 'two.jpg', state: 'running', total: null, done: 0, rate: 0, counts: noCounts, verdicts: [] },
}
const done: ImportProgress = { ...running, state: 'done', total: 1, done: 1, counts: { ...noCounts, failed: 1 } }

test('an import that ended while nobody listened is told as ended once the window listens again', async () => {
  const listed = [[running], [done]]
  const imports = { urls: async () => ({ job: 'a' }), list: async () => listed.shift() ?? [] }
  const jobs = createJobs({} as Transport, { imports } as unknown as Client)
  await jobs.getState().importUrls(['https://example.org/two.jpg'])
  expect(jobs.getState().jobs).toEqual([running])
  await jobs.getState().reload()
  expect(jobs.getState().jobs).toEqual([done])
})

test('what was asked before an import ended does not undo the word of its end', async () => {
  const answer = Promise.withResolvers<ImportProgress[]>()
  const imports = { urls: async () => ({ job: 'a' }), list: () => answer.promise }
  const jobs = createJobs({} as Transport, { imports } as unknown as Client)
  const asked = jobs.getState().importUrls(['https://example.org/two.jpg'])
  await Promise.resolve()
  jobs.getState().hear({ type: 'imports.progressed', revision: 1, progress: done })
  answer.resolve([running])
  await asked
  expect(jobs.getState().jobs).toEqual([done])
})
