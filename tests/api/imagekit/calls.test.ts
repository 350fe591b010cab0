import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Operation } from '../../../electron/api/openapi-parts.ts'
import { imagekitCalls } from '../../../electron/api/rest/imagekit-calls.ts'
import { type Doors, openDoors } from '../../helpers/api-doors.ts'

const packageOf = (name: string) => dirname(fileURLToPath(import.meta.resolve(name)))

/** Parameters of a path by one name, whatever a client calls them. */
const shapeOf = (path: string) => path.replace(/\$\{[^}]*\}|:\w+/g, ':id').replace(/\/$/, '')

const known = new Set(imagekitCalls.map(({ method, path }) => `${method} ${shapeOf(path)}`))

function textsOf(folder: string): string[] {
  return globSync('**/*.js', { cwd: folder }).map((file) => readFileSync(join(folder, file), 'utf8'))
}

/** Calls that the modern SDK makes, as it writes them: `this._client.get((0, path_1.path) `/v1/…`, …)`. */
function modernCalls(): string[] {
  const pattern = /_client\.(get|post|put|patch|delete)\((?:\(0, path_1\.path\) ?)?['`](\/[^'`]+)['`]/g
  const texts = textsOf(join(packageOf('@imagekit/nodejs'), 'resources'))
  const found = texts.flatMap((text) => [...text.matchAll(pattern)])
  return found.map(([, method = '', path = '']) => `${method.toUpperCase()} ${shapeOf(path)}`)
}

/** Calls of the classic SDK, as it writes them: `url: "https://…/v1/files/".concat(fileId, "/versions"), method: "GET"`. */
function classicCalls(): string[] {
  const pattern = /url: ("https:\/\/api\.imagekit\.io.*),\s*method: "(\w+)"/g
  const found = textsOf(join(packageOf('imagekit'), 'libs', 'manage')).flatMap((text) => [...text.matchAll(pattern)])
  return found.map(([, url = '', method = '']) => {
    const texts = [...url.matchAll(/"([^"]*)"/g)].map(([, text]) => text)
    const address = texts.join(':id') + (/"\)?$/.test(url) ? '' : ':id')
    return `${method} ${shapeOf(new URL(address).pathname)}`
  })
}

test('every call that an SDK for servers can make is in the table', () => {
  const [modern, classic] = [modernCalls(), classicCalls()]
  expect([modern.length > 45, classic.length > 20]).toEqual([true, true])
  expect([...modern, ...classic].filter((call) => !known.has(call))).toEqual([])
})

type Paths = Record<string, Record<string, Operation>>

async function readPaths(doors: Doors): Promise<Paths> {
  return ((await (await doors.ask('/openapi.json')).json()) as { paths: Paths }).paths
}

test('every call is told once in the OpenAPI document', async () => {
  const doors = await openDoors('the handler')
  const paths = await readPaths(doors)
  for (const { method, path } of imagekitCalls)
    expect(paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()], `${method} ${path}`).toBeDefined()
  expect(Object.keys(paths).filter((path) => path !== '/' && path.endsWith('/'))).toEqual([])
  await doors.close()
})

/** What the modern SDK’s types say that a call takes. */
function fieldsOf(file: string, type: string): string[] {
  const text = readFileSync(join(packageOf('@imagekit/nodejs'), 'resources', `${file}.d.ts`), 'utf8')
  const body = text.split(`export interface ${type} {`)[1]?.split('\n}')[0] ?? ''
  return [...body.matchAll(/^ {4}(\w+)\??:/gm)].map(([, name = '']) => name)
}

test('the OpenAPI document has each field that the modern SDK sends, and asks for the private key', async () => {
  const doors = await openDoors('the handler')
  const paths = await readPaths(doors)
  const fieldsAt = ({ parameters = [], requestBody }: Partial<Operation> = {}) => {
    const [content] = Object.values(requestBody?.content ?? {})
    return [...parameters.map(({ name }) => name), ...Object.keys(content?.schema.properties ?? {})]
  }
  const expectFields = (operation: Operation | undefined, fields: string[]) => {
    expect(fields.length).toBeGreaterThan(0)
    expect(fieldsAt(operation)).toEqual(expect.arrayContaining(fields))
  }
  expectFields(paths['/api/v1/files/upload']?.post, fieldsOf('files/files', 'FileUploadParams'))
  expectFields(paths['/v1/files']?.get, fieldsOf('assets', 'AssetListParams'))
  expectFields(paths['/v1/files/rename']?.put, fieldsOf('files/files', 'FileRenameParams'))
  expectFields(paths['/v1/files/addTags']?.post, fieldsOf('files/bulk', 'BulkAddTagsParams'))
  expectFields(paths['/v1/bulkJobs/copyFolder']?.post, fieldsOf('folders/folders', 'FolderCopyParams'))
  expectFields(paths['/v1/accounts/usage']?.get, fieldsOf('accounts/usage', 'UsageGetParams'))
  expect(paths['/v1/files/addTags']?.post?.requestBody?.content['application/json']?.schema).toMatchObject({
    required: ['fileIds', 'tags'],
  })
  expect(paths['/v1/files']?.get?.parameters).toContainEqual(
    expect.objectContaining({ name: 'limit', schema: expect.objectContaining({ type: 'integer', maximum: 1000 }) }),
  )
  expect(paths['/v1/files']?.get?.security).toEqual([{ basic: [] }])
  expect(paths['/api/v1/files/upload']?.post?.security).toEqual([{ basic: [] }, {}])
  await doors.close()
})
