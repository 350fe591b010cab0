import fc from 'fast-check'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import { Orientation } from '#shared/schema.ts'
import {
  compose,
  inverseOf,
  orientations,
  turnDetail,
  turnPerceptual,
} from '../../../electron/engine/scan/orientations.ts'
import { hashOf } from '../../helpers/fingerprints.ts'
import { bitsApart, turnedHash } from '../../helpers/hamming-reference.ts'
import { referenceHashes } from '../media/phash-reference.ts'

const turn = fc.constantFrom(...orientations)
const perceptual = (hash: string, orientation: Orientation) =>
  turnPerceptual(BigInt(`0x${hash}`), orientation)
    .toString(16)
    .padStart(16, '0')
const detail = (hash: string, orientation: Orientation) =>
  turnDetail(BigInt(`0x${hash}`), orientation)
    .toString(16)
    .padStart(64, '0')

/** Where a point of a square of side 1 goes: what each orientation does, told by geometry. */
const points: Record<Orientation, (x: number, y: number) => [number, number]> = {
  upright: (x, y) => [x, y],
  mirrored: (x, y) => [1 - x, y],
  flipped: (x, y) => [x, 1 - y],
  rotated180: (x, y) => [1 - x, 1 - y],
  transposed: (x, y) => [y, x],
  rotated90: (x, y) => [1 - y, x],
  rotated270: (x, y) => [y, 1 - x],
  transversed: (x, y) => [1 - y, 1 - x],
}

describe('the eight orientations', () => {
  test('are all that the schema names', () => {
    expect(orientations).toEqual(Orientation.options)
  })

  test('compose as turning a square of paper does', () => {
    for (const first of orientations) {
      for (const then of orientations) {
        const both = points[compose(first, then)]
        expect(both(0.25, 0.625)).toEqual(points[then](...points[first](0.25, 0.625)))
      }
    }
  })

  test('each have one that leads back', () => {
    for (const orientation of orientations) {
      expect(compose(orientation, inverseOf(orientation))).toBe('upright')
      expect(compose(inverseOf(orientation), orientation)).toBe('upright')
    }
    expect(orientations.filter((one) => inverseOf(one) !== one)).toEqual(['rotated90', 'rotated270'])
  })
})

describe('a hash', () => {
  test('turned and turned back is the same', () => {
    const property = fc.property(hashOf(16), hashOf(64), turn, (short, long, orientation) => {
      expect(perceptual(perceptual(short, orientation), inverseOf(orientation))).toBe(short)
      expect(detail(detail(long, orientation), inverseOf(orientation))).toBe(long)
    })
    fc.assert(property)
  })

  test('turned twice is turned once by what both amount to', () => {
    const property = fc.property(hashOf(16), hashOf(64), turn, turn, (short, long, first, then) => {
      expect(perceptual(perceptual(short, first), then)).toBe(perceptual(short, compose(first, then)))
      expect(detail(detail(long, first), then)).toBe(detail(long, compose(first, then)))
    })
    fc.assert(property)
  })

  test('turned by masks is the one that is turned bit by bit', () => {
    const property = fc.property(hashOf(16), hashOf(64), turn, (short, long, orientation) => {
      expect(perceptual(short, orientation)).toBe(turnedHash(short, orientation))
      expect(detail(long, orientation)).toBe(turnedHash(long, orientation))
    })
    fc.assert(property)
  })
})

/** What sharp does for each orientation; it mirrors before it rotates. */
const turners: Record<Orientation, (image: Sharp) => Sharp> = {
  upright: (image) => image,
  mirrored: (image) => image.flop(),
  flipped: (image) => image.flip(),
  rotated180: (image) => image.rotate(180),
  transposed: (image) => image.flip().rotate(90),
  rotated90: (image) => image.rotate(90),
  rotated270: (image) => image.rotate(270),
  transversed: (image) => image.flop().rotate(90),
}

/** A picture that looks different from every side: discs and bars in places of no symmetry. */
const drawing = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="240" height="180">
  <rect width="240" height="180" fill="#d8cfb8"/><circle cx="60" cy="52" r="38" fill="#402818"/>
  <rect x="120" y="18" width="96" height="34" fill="#7a1f2b"/><circle cx="185" cy="120" r="30" fill="#1d5f4a"/>
  <rect x="20" y="118" width="30" height="48" fill="#f7f7ff"/><path d="M90 170 L150 90 L170 170 Z" fill="#222a66"/>
</svg>`)

async function hashed(image: Sharp) {
  const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return referenceHashes({ data, width: info.width, height: info.height, channels: 3 })
}

describe('the hashes of a turned picture', () => {
  test('are near to the turned hashes, and to no other', async () => {
    const upright = await sharp(drawing).resize(96).png().toBuffer()
    const original = await hashed(sharp(upright))
    for (const orientation of orientations) {
      const turned = await hashed(sharp(await turners[orientation](sharp(upright)).png().toBuffer()))
      for (const other of orientations) {
        const distance = bitsApart(turnedHash(original.perceptualHash, other), turned.perceptualHash)
        const detailDistance = bitsApart(turnedHash(original.detailHash, other), turned.detailHash)
        expect([distance <= 10, detailDistance <= 80]).toEqual(other === orientation ? [true, true] : [false, false])
      }
    }
  })
})
