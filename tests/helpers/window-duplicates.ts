import type { Page } from 'playwright/test'
import { type Client, createClient } from '#shared/client.ts'
import type { Reply } from '#shared/failure.ts'
import { type CopyKind, withCopies } from './copies.ts'
import type { WindowServer } from './window-server.ts'

interface Planted {
  seed: number
  copies: readonly CopyKind[]
  /** The domain and the client of each, the original first; the last one goes on for the rest. */
  domains?: string[]
  clients?: string[]
}

/** Posts a picture and its copies as scrapers do; their hashes, the original first. */
export async function plant(server: WindowServer, { seed, copies, domains, clients }: Planted): Promise<string[]> {
  const hashes: string[] = []
  for (const [place, bytes] of (await withCopies(seed, copies)).entries()) {
    const domain = domains?.[Math.min(place, domains.length - 1)] ?? 'example.com'
    const client = clients?.[Math.min(place, clients.length - 1)] ?? 'scraper'
    const url = `https://${domain}/${seed}-${copies[place - 1] ?? 'original'}.jpg`
    hashes.push(await server.post({ url, bytes, client }))
  }
  return hashes
}

/** The calls of a library, as another window makes them. */
export const callsOf = ({ origin }: WindowServer): Client =>
  createClient({
    async call(name, input) {
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(`${origin}/rpc/${name}`, { method: 'POST', headers, body: JSON.stringify(input) })
      return (await response.json()) as Reply
    },
  })

/** Opens the view of duplicates from the sidebar. */
export const openDuplicates = (page: Page): Promise<void> =>
  page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: /Duplicates/ })
    .click()

/** The clusters of the queue that are in the document. */
export const clusters = (page: Page) => page.getByRole('listbox', { name: 'Clusters' }).getByRole('option')

/** What stands on the stage. */
export const stage = (page: Page) => page.getByRole('region', { name: /^Cluster of/ })

/** A member of the cluster on the stage, by its number. */
export const member = (page: Page, number: number) => page.getByRole('button', { name: new RegExp(`^${number}: `) })

/** Presses a key once the stage is ready for it: a decision under way takes no other. */
export async function decide(page: Page, key: string): Promise<void> {
  await page.locator('#stage[aria-busy="false"]').waitFor()
  await page.keyboard.press(key)
}
