import sharp, { type Sharp } from 'sharp'

/** Brightness of a picture, row by row, from 0 to 255. */
export interface Luma {
  data: Uint8Array
  width: number
  height: number
}

/** The brightness of a picture’s pixels: its luma as Rec. 601 weighs it. */
export async function lumaOf(picture: Sharp | Uint8Array): Promise<Luma> {
  const image = picture instanceof Uint8Array ? sharp(picture) : picture
  const { data, info } = await image.toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  const luma = new Uint8Array(width * height)
  const at = (index: number) => data[index] ?? 0
  for (let pixel = 0; pixel < luma.length; pixel++) {
    const start = pixel * channels
    luma[pixel] = Math.round(0.299 * at(start) + 0.587 * at(start + 1) + 0.114 * at(start + 2))
  }
  return { data: luma, width, height }
}

const side = 8
const step = 4
const count = side * side
// The constants of Wang, Bovik, Sheikh and Simoncelli (2004) for values up to 255.
const meanConstant = (0.01 * 255) ** 2
const varianceConstant = (0.03 * 255) ** 2

/** The likeness of one window of both pictures. */
function likenessAt(first: Luma, second: Luma, left: number, top: number): number {
  let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0]
  for (let y = top; y < top + side; y++)
    for (let x = left; x < left + side; x++) {
      const [a, b] = [first.data[y * first.width + x] ?? 0, second.data[y * first.width + x] ?? 0]
      sumA += a
      sumB += b
      squaresA += a * a
      squaresB += b * b
      products += a * b
    }
  const [meanA, meanB] = [sumA / count, sumB / count]
  const variances = squaresA / count - meanA ** 2 + squaresB / count - meanB ** 2
  const covariance = products / count - meanA * meanB
  const light = (2 * meanA * meanB + meanConstant) / (meanA ** 2 + meanB ** 2 + meanConstant)
  return (light * (2 * covariance + varianceConstant)) / (variances + varianceConstant)
}

/** Structural similarity of two pictures of one size: the mean over windows of 8x8, every 4 pixels; 1 for equal ones. */
export function ssim(first: Luma, second: Luma): number {
  if (first.width !== second.width || first.height !== second.height)
    throw new Error(`${first.width}x${first.height} and ${second.width}x${second.height} are not one size.`)
  let sum = 0
  let windows = 0
  for (let top = 0; top + side <= first.height; top += step)
    for (let left = 0; left + side <= first.width; left += step, windows++) sum += likenessAt(first, second, left, top)
  return sum / windows
}
