import type { Client } from '#shared/client.ts'
import type { NameClash } from '#shared/files.ts'

/** What an undoable call is made on: pictures and files of any kind, and a number to choose by. */
export interface Call {
  client: Client
  images: string[]
  files: string[]
  pick: number
}

const from = <T>(all: readonly T[], pick: number): T => all[pick % all.length] as T
const folderOf = (pick: number) => from(['/', '/a', '/a/b', '/a/b/c', '/d'], pick)
const pathOf = (pick: number) => from(['/a', '/a/b', '/d', '/a/b/c'], pick)
const nameOf = (pick: number) => from(['one', 'two', '0', '1', 'second place'], pick)
const clashOf = (pick: number): NameClash => from(['refuse', 'addVersion', 'addVersion'] as const, pick)

async function versionOf({ client, files: [id = ''], pick }: Call): Promise<{ id: string; version: string }> {
  const versions = await client.files.versions({ id })
  return { id, version: from(versions.slice(versions.length > 1 ? 1 : 0), pick).id }
}

async function fieldOf({ client, pick }: Call): Promise<string> {
  const fields = await client.customFields.list({})
  return fields.length === 0 ? 'ab'.repeat(12) : from(fields, pick).id
}

const attributesOf = (pick: number) =>
  from(
    [
      { description: `about ${pick}` },
      { description: null, isPrivate: pick % 2 === 0 },
      { tags: [`tag ${pick % 3}`, 'kept'] },
      { tags: null, isPublished: pick % 2 === 1, customCoordinates: '1,2,3,4' },
      { customMetadata: { amount: pick } },
      { customMetadata: { amount: null, colors: ['red', 'green'].slice(pick % 2) } },
    ],
    pick,
  )

const schemas = [
  { name: 'amount', label: 'Amount', schema: { type: 'Number' as const } },
  { name: 'colors', label: 'Colours', schema: { type: 'MultiSelect' as const, selectOptions: ['red', 'green'] } },
]

/** Every undoable call on files, folders and custom fields. */
export const fileCalls: Record<string, (call: Call) => Promise<unknown>> = {
  'files.rename': ({ client, files: [id = ''], pick }) => client.files.rename({ id, name: nameOf(pick) }),
  'files.move': ({ client, files, pick }) => client.files.move({ files, folder: folderOf(pick), clash: clashOf(pick) }),
  'files.copy': ({ client, files, pick }) =>
    client.files.copy({ files, folder: folderOf(pick), clash: clashOf(pick), withVersions: pick % 2 === 0 }),
  'files.update': ({ client, files, pick }) => client.files.update({ files, ...attributesOf(pick) }),
  'files.tag': ({ client, files, pick }) =>
    client.files.tag({ files, add: [`tag ${pick % 3}`], remove: [`tag ${(pick + 1) % 3}`] }),
  'files.replace': ({ client, files: [id = ''], images: [hash = ''] }) => client.files.replace({ id, hash }),
  'files.restoreVersion': async (call) => call.client.files.restoreVersion(await versionOf(call)),
  'files.removeVersion': async (call) => call.client.files.removeVersion(await versionOf(call)),
  'folders.create': ({ client, pick }) => client.folders.create({ path: pathOf(pick) }),
  'folders.rename': ({ client, pick }) =>
    client.folders.rename({ path: pathOf(pick), name: from(['d', 'e', 'b'], pick) }),
  'folders.move': ({ client, pick }) =>
    client.folders.move({ path: pathOf(pick), folder: folderOf(pick + 1), clash: clashOf(pick) }),
  'folders.copy': ({ client, pick }) =>
    client.folders.copy({ path: pathOf(pick), folder: folderOf(pick + 4), clash: clashOf(pick), withVersions: true }),
  'folders.remove': ({ client, pick }) => client.folders.remove({ path: pathOf(pick) }),
  'customFields.create': ({ client, pick }) => client.customFields.create(from(schemas, pick)),
  'customFields.update': async (call) =>
    call.client.customFields.update({ id: await fieldOf(call), label: `Label ${call.pick % 3}` }),
  'customFields.remove': async (call) => call.client.customFields.remove({ id: await fieldOf(call) }),
}
