import type { Client } from '#shared/client.ts'
import type { ExportProgress } from '#shared/transformations.ts'
import { until } from './library.ts'

/** How far an export is. */
export const progressOf = async (client: Client, job: string): Promise<ExportProgress> => {
  const found = (await client.exports.list({})).find(({ id }) => id === job)
  if (!found) throw new Error(`there is no export ${job}`)
  return found
}

/** The end of an export that was started: its last progress. */
export async function exported(client: Client, started: Promise<{ job: string }>): Promise<ExportProgress> {
  const { job } = await started
  await until(async () => (await progressOf(client, job)).state !== 'running', 60)
  return progressOf(client, job)
}
