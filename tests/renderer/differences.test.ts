import { expect, test } from 'vitest'
import { differencesOf, reasonsFor } from '../../renderer/features/duplicates/differences.ts'
import { memberOf } from '../helpers/window-members.ts'

const keeper = memberOf(1, {
  image: { byteSize: 2_100_000, width: 3000, height: 2000 },
  facts: { pixels: 6_000_000, quality: 92, hasExif: true, urls: 3, clients: ['gallery'] },
})
const told = (candidate: ReturnType<typeof memberOf>) =>
  Object.fromEntries(differencesOf(keeper, candidate).map(({ name, candidate: value }) => [name, value]))

test('values are told relative to the keeper, and what is equal is said to be the same', () => {
  const candidate = memberOf(2, {
    bits: 2,
    image: { byteSize: 1_900_000, width: 2324, height: 1549, contentType: 'image/webp' },
    facts: { pixels: 3_600_000, quality: 71, urls: 1, createdAt: '2026-01-07T00:00:00.000Z', clients: ['gallery'] },
  })
  expect(told(candidate)).toEqual({
    ...{ Size: '−200 KB', Pixels: '−40 % px', Quality: '−21', Format: 'WEBP', Stored: '6 days later', URLs: '1' },
    ...{ Metadata: 'none', Clients: 'same', Domains: 'same' },
  })
})

test('a lossless copy beats every quality, and a quality that is not known is not compared', () => {
  const quality = (facts: { quality?: number | null; lossless?: boolean | null }) =>
    differencesOf(keeper, memberOf(2, { bits: 1, facts })).find(({ name }) => name === 'Quality')
  expect(quality({ lossless: true, quality: null })).toMatchObject({ candidate: 'lossless', tone: 'better' })
  expect(quality({ lossless: null, quality: null })).toMatchObject({ candidate: 'not known', tone: 'other' })
})

test('the reason that decided comes first, and what speaks against the keeper is told too', () => {
  const candidate = memberOf(2, {
    bits: 1,
    reason: 'quality',
    image: { byteSize: 2_500_000 },
    facts: { pixels: 6_000_000, quality: 80, urls: 3, hasExif: true },
  })
  expect(reasonsFor(keeper, candidate)).toEqual([
    { rule: 'quality', isBetter: true },
    { rule: 'fileSize', isBetter: false },
  ])
})
