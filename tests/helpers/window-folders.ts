import type { Page } from 'playwright/test'
import type { WindowServer } from './window-server.ts'

/** Calls a procedure of the library, as a program does. */
export async function callLibrary(server: WindowServer, name: string, input: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${server.origin}/rpc/${name}`, { method: 'POST', headers, body: JSON.stringify(input) })
  const reply = (await response.json()) as { ok: boolean; value?: unknown; failure?: { message: string } }
  if (!reply.ok) throw new Error(reply.failure?.message)
  return reply.value
}

/** Posts a picture and puts its file into a folder. */
export async function postInto(server: WindowServer, folder: string, name: string): Promise<string> {
  const hash = await server.post({ url: `https://example.com/${name}` })
  const { files } = (await callLibrary(server, 'images.get', { hash })) as { files: { id: string }[] }
  await callLibrary(server, 'files.move', { files: files.map(({ id }) => id), folder })
  return hash
}

/** The folders in the sidebar. */
export const tree = (page: Page) => page.getByRole('tree', { name: 'Folders' })

/** A folder of the tree by its name. */
export const folder = (page: Page, name: string) => tree(page).getByRole('treeitem', { name: new RegExp(`^${name}, `) })
