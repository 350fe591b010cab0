import type { Bridge } from '#shared/bridge.ts'
import type { ImportItem, Transport } from '#shared/client.ts'
import { Failure } from '#shared/failure.ts'
import { uploadAll } from './uploads.ts'

/** The transport of a window in the desktop shell: calls over IPC, pixels and uploads over the page’s own scheme. */
export function createIpcTransport(bridge: Bridge): Transport {
  return {
    origin: '',
    takesFolders: true,
    pathOf: (file) => bridge.pathForFile(file),
    call: (name, input) => bridge.call(name, input),
    listen: (listener) => bridge.listen(listener),
    watch: (listener) => {
      listener(true)
      return () => {}
    },
    importFiles: async (items, options) => {
      const withPath = items.map((item) => ({ item, path: bridge.pathForFile(item.file) }))
      const paths = withPath.flatMap(({ path }) => (path ? [path] : []))
      if (paths.length > 0) await importPaths(bridge, paths)
      const pathless: ImportItem[] = withPath.filter(({ path }) => !path).map(({ item }) => item)
      return pathless.length > 0 ? uploadAll('', pathless, options) : []
    },
  }
}

async function importPaths(bridge: Bridge, paths: string[]): Promise<void> {
  const reply = await bridge.call('imports.paths', { paths })
  if (!reply.ok) throw Failure.from(reply.failure)
}
