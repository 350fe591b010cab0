import { existsSync, globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Configuration } from 'electron-builder'
import { beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'))
const { getConfig, validateConfiguration } = builder('app-builder-lib/out/util/config/config') as {
  getConfig(root: string, path: string | null, from: null): Promise<Configuration>
  validateConfiguration(config: Configuration, debug: { isEnabled: boolean }): Promise<void>
}

let config: Configuration
beforeAll(async () => {
  config = await getConfig(root, 'electron-builder.yml', null)
})

const platformNames = { linux: 'linux', darwin: 'mac', win32: 'win' } as const
const platform = platformNames[process.platform as keyof typeof platformNames]
const patterns = (of: unknown) => [of].flat().filter((pattern) => typeof pattern === 'string')
const isThere = (pattern: string) => globSync(pattern, { cwd: root }).length > 0

/** The packages whose files lie beside the archive, not in it. */
const unpacked = () => patterns(config.asarUnpack).map((pattern) => /^node_modules\/([^*]+?)\/\*\*$/.exec(pattern)?.[1])

test('the packaging is valid by electron-builder’s own rules', async () => {
  await expect(validateConfiguration(config, { isEnabled: false })).resolves.toBeUndefined()
})

test('every path that the packaging names is there after a build', () => {
  const { linux, mac, win } = config
  const single = [linux?.icon, mac?.icon, win?.icon, mac?.entitlements, mac?.entitlementsInherit, 'resources/icon.png']
  const included = (config.files as { filter?: string[] }[]).flatMap(({ filter }) => filter ?? [])
  const all = [...patterns(single), ...included, ...patterns(config.asarUnpack)].filter((path) => !path.startsWith('!'))
  expect(all.length).toBeGreaterThan(10)
  expect(all.filter((path) => !isThere(path))).toEqual([])
})

test('the Node of this platform is shipped as a resource, by the name that the app looks for', () => {
  const shipped = config[platform]?.extraResources as { from: string; to: string }[]
  const sources = shipped.map(({ from, to }) => [from.replace(/\$\{arch\}/, process.arch), to] as const)
  const found = sources.filter(([from]) => existsSync(join(root, from)))
  expect(found.map(([, to]) => to)).toEqual([process.platform === 'win32' ? 'node/node.exe' : 'node/node'])
})

test('what the decode host loads lies outside the archive, where its Node can read it', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'node_modules/sharp/package.json'), 'utf8'))
  const ofSharp = Object.keys(manifest.dependencies).map((name) => name.replace(/^@img\/.*/, '@img'))
  expect([...externals('media-host.js'), ...ofSharp].filter((name) => !unpacked().includes(name))).toEqual([])
  expect(patterns(config.asarUnpack)).toContain('out/main/**')
})

test('native libraries lie outside the archive', () => {
  const native = globSync('node_modules/{better-sqlite3,sharp,@img/*}', { cwd: root }).map((path) =>
    path.replace(/^node_modules\/(@?[^/]+).*/, '$1'),
  )
  expect(native.filter((name) => !unpacked().includes(name))).toEqual([])
})

test('the fuses that let others into the app are blown', () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    onlyLoadAppFromAsar: true,
    enableEmbeddedAsarIntegrityValidation: true,
    enableCookieEncryption: true,
    grantFileProtocolExtraPrivileges: false,
  })
})

/** The packages that a built script imports, itself or by the chunks that it imports. */
function externals(script: string, seen = new Set<string>()): string[] {
  seen.add(script)
  const text = readFileSync(join(root, 'out/main', script), 'utf8')
  const imported = [...text.matchAll(/(?:from|import)\s*["']([^"']+)["']/g)].map(([, name = '']) => name)
  const chunks = imported.filter((name) => name.startsWith('./') && !seen.has(name.slice(2)))
  const packages = imported.filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
  return [...packages, ...chunks.flatMap((chunk) => externals(chunk.slice(2), seen))]
}
