import { expect, test } from 'vitest'
import { mutate } from '../../helpers/hostile.ts'
import { hashOf, openLibrary, store } from '../../helpers/library.ts'
import { animatedGif, encoder, png, scene } from '../../helpers/pictures.ts'
import { bmp, ico, iconBitmap } from '../../helpers/pictures-bitmap.ts'
import { heic } from '../../helpers/pictures-heic.ts'

const picture = scene(1, 40, 30)
const files: Buffer[] = [
  await encoder(picture).jpeg().toBuffer(),
  await encoder(picture)
    .jpeg({ progressive: true })
    .withExif({ IFD0: { Make: 'Magpie' } })
    .toBuffer(),
  await encoder(picture).png().toBuffer(),
  await encoder(picture).webp().toBuffer(),
  await encoder(picture).avif({ effort: 0 }).toBuffer(),
  await encoder(picture).tiff({ compression: 'lzw' }).toBuffer(),
  await animatedGif([scene(2, 20, 20), scene(3, 20, 20)]),
  bmp(picture, 24),
  bmp(picture, 8),
  ico([{ bytes: iconBitmap(scene(4, 16, 16)), width: 16, height: 16 }]),
  heic,
  Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0L9 9" stroke="red"/></svg>'),
]

test('three hundred spoilt files each end with a verdict, and the library goes on', { timeout: 180_000 }, async () => {
  const { library, client } = await openLibrary({ limits: { pixels: 20_000_000 } })
  const spoilt = Array.from({ length: 300 }, (_, seed) => mutate(files[seed % files.length] as Buffer, seed))
  const verdicts: string[] = []
  const queue = spoilt.entries()
  const worker = async () => {
    for (const [seed, bytes] of queue) {
      const stored = await store(library, bytes, { url: `https://example.org/mutation/${seed}` })
      verdicts[seed] = `${stored.verdict.kind} ${(await client.images.get({ hash: hashOf(stored) })).decode.status}`
    }
  }
  await Promise.all(Array.from({ length: 6 }, worker))
  const odd = verdicts.filter((one) => !/^(added|existing|urlAdded) (ok|damaged|failed|refused|unsupported)$/.test(one))
  expect(odd).toEqual([])
  expect(verdicts.filter((one) => one === 'added ok').length).toBeGreaterThan(20)
  expect(verdicts.filter((one) => one !== 'added ok').length).toBeGreaterThan(50)
  expect((await store(library, await png(5))).verdict).toMatchObject({ kind: 'added', reason: null })
})
