import { describe, expect, test } from 'vitest'
import { codeOf, optionOf, options } from '#shared/imagekit/names.ts'

const seed = `height h, width w, aspect_ratio ar, quality q, crop c, crop_mode cm, x x, y y, focus fo, format f, radius r,
  background bg, border bo, rotation rt, blur bl, named n, overlay_image oi, overlay_x ox, overlay_y oy, overlay_focus ofo,
  overlay_height oh, overlay_width ow, overlay_text ot, overlay_text_font_size ots, overlay_text_font_family otf,
  overlay_text_color otc, overlay_alpha oa, overlay_text_typography ott, overlay_background obg, overlay_image_trim oit,
  progressive pr, lossless lo, trim t, metadata md, color_profile cp, default_image di, dpr dpr, effect_sharpen e-sharpen,
  effect_usm e-usm, effect_contrast e-contrast, effect_gray e-grayscale, original orig`
const classic = `rotate rt, border b, overlay_image_aspect_ratio oiar, overlay_image_background oibg, overlay_radius or,
  overlay_image_border oib, overlayImageDPR oidpr, overlay_image_quality oiq, overlay_image_cropping oic,
  overlay_image_focus oifo, overlay_text_transparency oa, overlay_text_encoded ote, overlay_text_width otw,
  overlay_text_background otbg, overlay_text_padding otp, overlay_text_inner_alignment otia, effectUSM e-usm,
  effect_shadow e-shadow, effect_gradient e-gradient`
const modern = `aspectRatio ar, border b, cropMode cm, xCenter xc, yCenter yc, videoCodec vc, audioCodec ac, flip fl,
  startOffset so, endOffset eo, duration du, streamingResolutions sr, grayscale e-grayscale, aiUpscale e-upscale,
  aiRetouch e-retouch, aiVariation e-genvar, aiDropShadow e-dropshadow, aiChangeBackground e-changebg, aiEdit e-edit,
  aiRemoveBackground e-bgremove, aiRemoveBackgroundExternal e-removedotbg, contrastStretch e-contrast, shadow e-shadow,
  sharpen e-sharpen, unsharpMask e-usm, gradient e-gradient, colorReplace cr, colorize e-colorize, distort e-distort,
  opacity o, zoom z, page pg, fontSize fs, fontFamily ff, fontColor co, color co, innerAlignment ia, padding pa, alpha al,
  typography tg, lineHeight lh, fontOutline fol, fontShadow fsh, defaultImage di, colorProfile cp, WIDTH w`

const pairs = (table: string) => table.split(/,\s+/).map((pair) => pair.split(' '))

describe('the table of transformations', () => {
  test.each([
    ['seed', seed],
    ['classic', classic],
    ['modern', modern],
  ] as const)('has every name of the %s dialect', (dialect, table) => {
    for (const [name = '', code] of pairs(table)) expect([name, codeOf(name, dialect)]).toEqual([name, code])
  })

  test('knows every code once, and every name of a dialect once', () => {
    const names = options.flatMap((option) => option.names)
    expect(new Set(names).size).toBe(names.length)
    expect(new Set(options.map(({ code }) => code)).size).toBe(options.length)
  })

  test('finds what a code means, in the seed’s spelling, too', () => {
    expect(optionOf('bo')).toBe(optionOf('b'))
    expect(optionOf('e-usm')).toMatchObject({ names: ['unsharp_mask', 'effect_usm'], families: ['image'] })
    expect(optionOf('nonsense')).toBeUndefined()
    expect(codeOf('nonsense', 'seed')).toBe('nonsense')
  })

  test('says of each what it takes and does, in which SDKs', () => {
    for (const { code, dialects, families, help, value } of options) {
      expect(help, code).toMatch(/^[A-Z].*\.$/)
      expect(families.length, code).toBeGreaterThan(0)
      if (value.kind === 'number') expect(value.min, code).toBeLessThan(value.max)
      expect(dialects.length > 0 || families[0] === 'layer', code).toBe(true)
    }
    expect(optionOf('oi')?.dialects).toEqual(['seed', 'classic'])
    expect(optionOf('fl')?.dialects).toEqual(['modern'])
  })
})
