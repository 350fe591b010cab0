import { readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path/posix'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** One import of a source file: a path from the project’s root (`shared/schema.ts`), or a package’s name. */
export interface Import {
  from: string
  target: string
  kind: 'file' | 'package' | 'node'
  /** Whether it is gone after compilation: `import type …`. */
  isType: boolean
}

/** Every import of the TypeScript files below these folders, by file. */
export function readImports(folders: string[]): Map<string, Import[]> {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name.replaceAll('\\', '/')))
      .filter((path) => /\.tsx?$/.test(path) && !path.includes('/assembly/')),
  )
  return new Map(files.map((file) => [file, importsOf(file)]))
}

const statement = /^(?:import|export)\s+(type\s+)?(?:[^'"`;()]*?\sfrom\s+)?'([^']+)'/gm
const dynamic = /\bimport\('([^']+)'\)/g

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8')
  const written = [...text.matchAll(statement)].map(([, type, name]) => ({ isType: Boolean(type), name }))
  const awaited = [...text.matchAll(dynamic)].map(([, name]) => ({ isType: false, name }))
  return [...written, ...awaited].map(({ isType, name = '' }) => ({ from: file, isType, ...resolve(file, name) }))
}

function resolve(file: string, name: string): Pick<Import, 'target' | 'kind'> {
  if (name.startsWith('.')) return { target: join(dirname(file), name), kind: 'file' }
  if (name.startsWith('#shared/')) return { target: name.slice(1), kind: 'file' }
  if (isBuiltin(name)) return { target: name, kind: 'node' }
  return { target: packageOf(name), kind: 'package' }
}

function packageOf(name: string): string {
  const [scope = '', rest = ''] = name.split('/')
  return scope.startsWith('@') ? `${scope}/${rest}` : scope
}
