import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '#shared/failure.ts'

const binary = process.platform === 'win32' ? 'node.exe' : 'node'
const platformPackages = [
  `node-${process.platform}-${process.arch}`,
  `node-bin-${process.platform}-${process.arch}`,
].map((name) => name.replace('win32', 'win'))

/**
 * The plain Node that runs the decode hosts, which Electron's own binary must never do: the one shipped in
 * `resources` beside the packaged app, else the one of the platform package below `root`.
 */
export function findNode(resources: string, root: string): string {
  const shipped = join(resources, 'node', binary)
  const installed = platformPackages.map((name) => join(root, 'node_modules', name, 'bin', binary))
  const found = [shipped, ...installed].find((path) => existsSync(path))
  if (found) return found
  throw new Failure('unsupported', 'The Node binary that decodes pictures is missing. Install Magpie again.')
}
