import type { Page } from 'playwright/test'
import sharp from 'sharp'
import { type Client, createClient } from '#shared/client.ts'
import type { Reply } from '#shared/failure.ts'
import { encoder, scene } from './pictures.ts'
import type { WindowServer } from './window-server.ts'

/** What can be made of a picture: copies as the web makes them. */
export type CopyKind = 'reencoded' | 'resized' | 'mirrored' | 'watermarked'

interface Planted {
  seed: number
  copies: CopyKind[]
  /** The domain of each, the original first; the last one goes on for the rest. */
  domains?: string[]
  clients?: string[]
}

const original = (seed: number) =>
  encoder(scene(seed, 480, 320))
    .jpeg({ quality: 92 })
    .toBuffer()

const copiers: Record<CopyKind, (bytes: Buffer) => Promise<Buffer>> = {
  reencoded: (bytes) => sharp(bytes).jpeg({ quality: 70 }).toBuffer(),
  resized: (bytes) => sharp(bytes).resize(300).webp({ quality: 80 }).toBuffer(),
  mirrored: (bytes) => sharp(bytes).flop().jpeg({ quality: 80 }).toBuffer(),
  watermarked: (bytes) => sharp(bytes).composite([watermark]).jpeg({ quality: 90 }).toBuffer(),
}

const watermark = {
  input: Buffer.from(
    '<svg width="150" height="60"><rect width="150" height="60" fill="#000"/><text x="12" y="42" font-size="34" fill="#fff">© me</text></svg>',
  ),
  gravity: 'southeast',
} as const

/** Posts a picture and its copies as scrapers do; their hashes, the original first. */
export async function plant(server: WindowServer, { seed, copies, domains, clients }: Planted): Promise<string[]> {
  const first = await original(seed)
  const all = [first, ...(await Promise.all(copies.map((kind) => copiers[kind](first))))]
  const hashes: string[] = []
  for (const [place, bytes] of all.entries()) {
    const domain = domains?.[Math.min(place, domains.length - 1)] ?? 'example.com'
    const client = clients?.[Math.min(place, clients.length - 1)] ?? 'scraper'
    const url = `https://${domain}/picture-${seed}-${place === 0 ? 'original' : copies[place - 1]}.jpg`
    hashes.push(await server.post({ url, bytes, client }))
  }
  return hashes
}

/** The calls of a library as another window makes them. */
export const callsOf = (server: WindowServer): Client =>
  createClient({
    async call(name, input) {
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(`${server.origin}/rpc/${name}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(input),
      })
      return (await response.json()) as Reply
    },
  })

/** Opens the view of duplicates from the sidebar. */
export async function openDuplicates(page: Page): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: /Duplicates/ })
    .click()
}

/** The clusters of the queue that are in the document. */
export const clusters = (page: Page) => page.getByRole('listbox', { name: 'Clusters' }).getByRole('option')

/** What stands on the stage. */
export const stage = (page: Page) => page.getByRole('region', { name: /^Cluster of/ })
