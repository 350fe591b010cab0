import sharp from 'sharp'
import type { Lettering, Size } from '../drawing.ts'
import { filled, type Rgba } from './raw.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Letters as white on black, as large as what is visible of them. */
function mask({ text, family, size, bold, italic, struck, align, wrap, leading }: Lettering) {
  const escaped = text.replace(/[&<>]/g, (character) => entities[character] as string)
  return sharp({
    text: {
      text: struck ? `<s>${escaped}</s>` : escaped,
      // At 72 dots per inch a point is a pixel.
      dpi: 72,
      font: `${family} ${bold ? 'Bold ' : ''}${italic ? 'Italic ' : ''}${size}`,
      align: align === 'center' ? 'centre' : align,
      ...(wrap !== null && { width: wrap, wrap: 'word-char' as const }),
      ...(leading !== 0 && { spacing: leading }),
    },
  })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true })
}

/** How large letters become, in pixels. */
export async function measure(lettering: Lettering): Promise<Size> {
  const { info } = await mask(lettering)
  return { width: info.width, height: info.height }
}

/** Draws letters in their colour on nothing. */
export async function write(lettering: Lettering): Promise<Rgba> {
  const { data: shape, info } = await mask(lettering)
  const [red, green, blue, opacity] = lettering.color
  const letters = filled(info, [red, green, blue, 0])
  for (let at = 0; at < shape.length; at++) letters.data[at * 4 + 3] = Math.round((shape[at] as number) * opacity)
  return letters
}
