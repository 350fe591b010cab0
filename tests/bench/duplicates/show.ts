import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { encodeOriginal, openPicture } from './corpus.ts'
import type { Candidate } from './pairs.ts'
import type { Picture } from './stock.ts'
import { transforms } from './transforms.ts'

const most = 100
const side = 384

/** The picture as it was hashed. */
async function encode({ path, region, role, transform }: Picture): Promise<Buffer> {
  const crop = (await openPicture(path))(region)
  if (role === 'distractor') return crop.png().toBuffer()
  const original = await encodeOriginal(crop)
  const change = transform === undefined ? undefined : transforms[transform]
  return change ? change.make(original, region).toBuffer() : original
}

async function draw(first: Picture, second: Picture): Promise<Sharp> {
  const fit = { width: side, height: side, fit: 'contain', background: '#888' } as const
  const [left, right] = await Promise.all(
    [first, second].map(async (one) =>
      sharp(await encode(one))
        .resize(fit)
        .png()
        .toBuffer(),
    ),
  )
  const canvas = sharp({ create: { width: 2 * side + 8, height: side, channels: 3, background: '#fff' } })
  return canvas.composite([
    { input: left as Buffer, left: 0, top: 0 },
    { input: right as Buffer, left: side + 8, top: 0 },
  ])
}

/** Writes pairs of strangers side by side, the nearest first, of each two families one; their names say the distances. */
export async function showFalsePairs(folder: string, pictures: readonly Picture[], pairs: readonly Candidate[]) {
  mkdirSync(folder, { recursive: true })
  const seen = new Set<string>()
  const wrong = pairs
    .filter(({ a, b }) => pictures[a]?.family !== pictures[b]?.family)
    .toSorted((one, other) => one.detailDistance - other.detailDistance)
  for (const { a, b, distance, detailDistance, orientation } of wrong) {
    const [first, second] = [pictures[a] as Picture, pictures[b] as Picture]
    const families = `${first.family} ${second.family}`
    if (seen.has(families) || seen.size >= most) continue
    seen.add(families)
    const names = [first, second].map(({ path }) => basename(path).replace(/\.\w+$/, ''))
    const name = `${detailDistance}-${distance}-${orientation}-${names.join('-')}-${seen.size}.jpg`
    await (await draw(first, second)).jpeg().toFile(join(folder, name))
  }
  return seen.size
}
