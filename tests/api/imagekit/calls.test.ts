import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { imagekitCalls } from '../../../electron/api/rest/imagekit-calls.ts'
import { openDoors } from '../../helpers/api-doors.ts'

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

test('every call that the modern SDK can make is in the table', () => {
  const calls = modernCalls()
  expect(calls.length).toBeGreaterThan(45)
  expect(calls.filter((call) => !known.has(call))).toEqual([])
})

test('every call is told once in the OpenAPI document', async () => {
  const doors = await openDoors('the handler')
  const { paths } = (await (await doors.ask('/openapi.json')).json()) as {
    paths: Record<string, Record<string, unknown>>
  }
  for (const { method, path } of imagekitCalls)
    expect(paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()], `${method} ${path}`).toBeDefined()
  expect(Object.keys(paths).filter((path) => path !== '/' && path.endsWith('/'))).toEqual([])
  await doors.close()
})
