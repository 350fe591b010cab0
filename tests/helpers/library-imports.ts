import type { Client } from '#shared/client.ts'
import type { ImportProgress, Verdict } from '#shared/schema.ts'
import { until } from './library.ts'

/** The end of an import that was started: its last progress. */
export async function ended(client: Client, started: Promise<{ job: string }>): Promise<ImportProgress> {
  const { job } = await started
  const find = async () => (await client.imports.list({})).find(({ id }) => id === job)
  await until(async () => (await find())?.state !== 'running', 60)
  return (await find()) as ImportProgress
}

/** `kind` of each thing that was offered, by its name. */
export const kindsOf = ({ verdicts }: ImportProgress): Record<string, Verdict['kind']> =>
  Object.fromEntries(verdicts.map(({ name, kind }) => [name, kind]))

/** Why the one with that name was not stored. */
export const reasonOf = ({ verdicts }: ImportProgress, name: string): string =>
  verdicts.find((one) => one.name === name)?.reason ?? ''
