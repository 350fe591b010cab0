import type { Orientation } from '#shared/schema.ts'
import type { Size } from '../../../ui/panes/viewport.ts'
import { compareLuma, type Difference } from './difference.ts'
import { turnBack, turnedSize } from './turning.ts'

/** Pixels to compare: where they are, how large they are, and how they are turned. */
export interface Comparable {
  src: string
  size: Size
  orientation: Orientation
}

/** The longest side at which pictures are compared: more would be slower and show no more. */
const longestSide = 1024

/** Compares two pictures at the size of the smaller one; they are decoded and resized aside, by the browser. */
export async function readDifference(keeper: Comparable, candidate: Comparable): Promise<Difference & Size> {
  const size = commonSize(keeper.size, turnedSize(candidate.size, candidate.orientation))
  const [first, second] = await Promise.all([readPixels(keeper, size), readPixels(candidate, size)])
  return { ...compareLuma(first, second), ...size }
}

/** The keeper’s proportions with no more pixels across than the other picture has. */
export function commonSize(keeper: Size, other: Size): Size {
  const most = Math.min(longestSide, Math.max(keeper.width, keeper.height))
  const ratio = Math.min(most / Math.max(keeper.width, keeper.height), other.width / keeper.width, 1)
  return {
    width: Math.max(1, Math.round(keeper.width * ratio)),
    height: Math.max(1, Math.round(keeper.height * ratio)),
  }
}

/** RGBA over white at that size, turned back. */
async function readPixels({ src, orientation }: Comparable, size: Size): Promise<Uint8ClampedArray> {
  const bytes = await (await fetch(src)).blob()
  const { width, height } = turnedSize(size, orientation)
  const bitmap = await createImageBitmap(bytes, { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' })
  const context = new OffscreenCanvas(size.width, size.height).getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('this browser draws no pictures')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, size.width, size.height)
  context.setTransform(...turnBack(orientation), size.width / 2, size.height / 2)
  context.drawImage(bitmap, -width / 2, -height / 2)
  bitmap.close()
  return context.getImageData(0, 0, size.width, size.height).data
}
