import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { options } from '#shared/imagekit/names.ts'
import { endlessSvg } from '../../helpers/hostile.ts'
import { encoder, paint, scene } from '../../helpers/pictures.ts'
import { type OpenTransforms, openTransforms } from '../../helpers/transforms.ts'

let open: OpenTransforms

beforeAll(async () => {
  open = await openTransforms({ loop: 'n-pool', pool: 'w-10:n-loop', broken: 'l-image', fine: 'w-20' })
  await open.store(
    'photo.jpg',
    await encoder(scene(1, 120, 80))
      .jpeg({ quality: 60 })
      .toBuffer(),
  )
  const clear = paint(60, 40, (x) => [255, 0, 0, x * 255], 4)
  await open.store('clear.png', await encoder(clear).png().toBuffer())
})
afterAll(() => open.close())

describe('a malformed value', () => {
  test.each([
    ['w-abc', 'w'],
    ['w-1e9', 'w'],
    ['w-1000000000', 'w'],
    ['w-0', 'w'],
    ['w-N5', 'w'],
    ['w-', 'w'],
    ['h-ih_div_0', 'h'],
    ['h-ih_mod_0', 'h'],
    ['h-10_pow_400', 'h'],
    ['h-ih_times_2', 'h'],
    ['h-bh_div_2', 'h'],
    ['w-10,ar-0-4', 'ar'],
    ['w-10,ar-wide', 'ar'],
    ['w-10,h-10,c-squeeze', 'c'],
    ['w-10,h-10,cm-squeeze', 'cm'],
    ['w-10,h-10,fo-', 'fo'],
    ['q-500', 'q'],
    ['q-high', 'q'],
    ['f-bmp', 'f'],
    ['f-gif', 'f'],
    ['f-svg', 'f'],
    ['r-1_2', 'r'],
    ['r-big', 'r'],
    ['b-5', 'b'],
    ['b-5_nocolour', 'b'],
    ['rt-1000', 'rt'],
    ['rt-left', 'rt'],
    ['fl-x', 'fl'],
    ['bl-0', 'bl'],
    ['bl-101', 'bl'],
    ['o-101', 'o'],
    ['t-100', 't'],
    ['pg-2', 'pg'],
    ['w-10,dpr-9', 'dpr'],
    ['e-sharpen-x', 'e-sharpen'],
    ['e-usm-1-2', 'e-usm'],
    ['e-gradient-ld-up', 'e-gradient'],
    ['e-gradient-sp-0', 'e-gradient'],
    ['e-gradient-from-none', 'e-gradient'],
    ['e-colorize-co-none', 'e-colorize'],
    ['e-shadow-bl-99', 'e-shadow'],
    ['cr-none', 'cr'],
    ['w-200,h-200,cm-pad_resize,bg-nocolour', 'bg'],
    ['w-200,h-200,cm-pad_resize,bg-FF0000zz', 'bg'],
    ['pr-maybe', 'pr'],
    ['shiny-5', 'shiny'],
    ['e-new', 'e-new'],
    ['l-cloud,i-x,l-end', 'l'],
    ['l-text,i-x,fs-0,l-end', 'fs'],
    ['l-text,i-x,co-none,l-end', 'co'],
    ['l-text,i-x,tg-wavy,l-end', 'tg'],
    ['l-text,i-x,lx-left,l-end', 'lx'],
    ['l-text,i-x,lfo-nowhere,l-end', 'lfo'],
    ['l-text,i-x,lm-blend,l-end', 'lm'],
    ['ot-x,otc-none', 'otc'],
    ['if-colour_eq_1,w-10,if-end', 'if'],
    ['if-w_gt_1_div_0,w-10,if-end', 'if'],
  ])('%s is ignored with a warning, and refused when strict', async (transformation, field) => {
    const { warnings } = await open.render('photo.jpg', transformation)
    expect(warnings.join(' ')).toContain(`${field}-`.replace(/-$/, ''))
    const strict = open.render('photo.jpg', transformation, { strict: true })
    await expect(strict).rejects.toMatchObject({ name: 'Failure', code: 'invalid', field })
  })
})

describe('what cannot be rendered', () => {
  test.each([
    ['w-20000', 'w'],
    ['w-16000,h-16000', 'w'],
    ['h-65535', 'h'],
    ['b-9000_red', 'b'],
    ['w-100,h-70,cm-extract,x-50,y-0', 'cm'],
    ['w-100,h-70,cm-extract,xc-0,yc-0', 'cm'],
    ['w-10,h-10,cm-extract,x-N5,y-0', 'cm'],
    ['w-500,h-500,cm-extract', 'cm'],
    ['w-10,h-10,cm-pad_extract,x-500,y-0', 'cm'],
    ['n-nobody', 'n'],
    ['n-constructor', 'n'],
    ['n-loop', 'n'],
    ['n-broken', 'n'],
    ['e-distort-p-1_2_3', 'e-distort'],
    ['e-distort-p-0_0_0_10_10_10_10_0', 'e-distort'],
    ['l-image,i-ik_canvas,w-30000,l-end', 'w'],
    [`l-text,i-${'m'.repeat(100)},fs-2000,l-end`, 'fs'],
    [`ot-${'m'.repeat(20)},ots-900`, 'ots'],
    [Array(101).fill('bl-1').join(':'), 'tr'],
    [Array(10_000).fill('rt-90').join(':'), 'tr'],
    [Array(41).fill('l-image,i-ik_canvas,w-1,h-1,l-end').join(':'), 'l'],
  ])('is refused, naming the code: %.50s', async (transformation, field) => {
    const refused = open.render('photo.jpg', transformation)
    await expect(refused).rejects.toMatchObject({ name: 'Failure', code: 'invalid', field })
    await expect(refused).rejects.toThrow(/\.$/)
  })

  test.each([
    'e-bgremove',
    'e-removedotbg',
    'e-upscale',
    'e-retouch',
    'e-genvar',
    'e-dropshadow',
    'e-changebg-prompt-sea',
    'e-edit-prompt-hat',
    'so-1',
    'eo-2',
    'du-3',
    'vc-h264',
    'ac-none',
    'sr-240_360',
    'f-mp4',
    'e-distort-a-30',
    'bg-genfill,w-200,h-200,cm-pad_resize',
    'l-video,i-a.mp4,l-end',
    'l-subtitles,i-a.srt,l-end',
    'l-text,i-a,lso-1,l-end',
    'l-image,i-photo.jpg,lm-displace,l-end',
    'l-image,i-photo.jpg,e-upscale,l-end',
  ])('because it needs AI or video is never left out: %s', async (transformation) => {
    const refused = open.render('photo.jpg', `w-50,${transformation}`)
    await expect(refused).rejects.toMatchObject({ name: 'Failure', code: 'unsupported', field: expect.any(String) })
  })

  test('is a picture that is not there, or is none', async () => {
    const nowhere = open.render('0'.repeat(64), 'w-10')
    await expect(nowhere).rejects.toMatchObject({ code: 'notFound', field: 'image' })
    await open.store('cut.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 1]))
    await expect(open.render('cut.jpg', 'w-10')).rejects.toMatchObject({ code: 'unreadable' })
    expect((await open.render('photo.jpg', 'w-11')).width).toBe(11)
    const hash = await open.store(
      'lost.jpg',
      await encoder(scene(2, 20, 20))
        .jpeg()
        .toBuffer(),
    )
    await open.render('lost.jpg', 'w-3')
    await open.lose(hash)
    const lost = open.render('lost.jpg', 'w-4')
    await expect(lost).rejects.toMatchObject({ code: 'unreadable', message: expect.not.stringContaining(hash) })
  })
})

describe('an SVG that takes for ever', () => {
  test('is given up in time, and what comes after it is rendered', async () => {
    await open.store('endless.svg', endlessSvg())
    const endless = open.render('endless.svg', 'f-png')
    await expect(endless).rejects.toMatchObject({ name: 'Failure', code: 'unreadable' })
    const layer = open.render('photo.jpg', 'l-image,i-endless.svg,l-end')
    await expect(layer).rejects.toMatchObject({ name: 'Failure', code: 'unreadable' })
    expect((await open.render('photo.jpg', 'w-13')).width).toBe(13)
  }, 30_000)
})

describe('much at once', () => {
  test('is no more than what it comes to', async () => {
    const { width, height } = await open.render('photo.jpg', Array(10_000).fill('w-60,h-40').join(':'))
    expect([width, height]).toEqual([60, 40])
    const { warnings } = await open.render('photo.jpg', Array.from({ length: 1000 }, (_, at) => `zz${at}-1`).join(':'))
    expect(warnings.length).toBeLessThan(50)
  })
})

describe('each code of the table', () => {
  const values: Record<string, string> = {
    ...{
      w: 'w-30',
      h: 'h-30',
      r: 'r-5',
      bg: 'bg-red',
      rt: 'rt-90',
      ar: 'ar-2-1,w-20',
      q: 'q-30',
      c: 'w-9,h-9,c-force',
    },
    ...{ cm: 'w-9,h-9,cm-extract', x: 'w-9,h-9,cm-extract,x-1', y: 'w-9,h-9,cm-extract,y-1', fo: 'w-9,h-9,fo-top' },
    ...{ xc: 'w-9,h-9,cm-extract,xc-9', yc: 'w-9,h-9,cm-extract,yc-9', f: 'f-webp', b: 'b-2_red', bl: 'bl-3' },
    ...{ n: 'n-fine', pr: 'f-jpg,pr-true', lo: 'f-webp,lo-true', t: 't-true', md: 'md-true', cp: 'cp-true' },
    ...{ di: 'di-photo.jpg', dpr: 'w-9,dpr-2', orig: 'orig-true', fl: 'fl-h', o: 'o-50', z: 'z-2', pg: 'pg-1' },
    ...{
      'e-usm': 'e-usm-2-2-0.8-0.02',
      'e-colorize': 'e-colorize-co-red',
      'e-distort': 'e-distort-p-5_0_60_0_60_40_0_40',
    },
    ...{ cr: 'cr-red_90_blue', 'e-changebg': 'e-changebg-prompt-x', 'e-edit': 'e-edit-prompt-x', sr: 'sr-240' },
    ...{ so: 'so-1', eo: 'eo-1', du: 'du-1', vc: 'vc-h264', ac: 'ac-none', fol: 'fol-1_red', fsh: 'fsh-red_1' },
  }
  const ofText = ['fs-9', 'ff-Georgia', 'co-red', 'w-40,ia-right', 'pa-3', 'al-5', 'tg-b', 'w-20,lh-30']
  const ofLayer = [
    'lm-multiply',
    'lx-1',
    'ly-1',
    'lxc-9',
    'lyc-9',
    'lfo-top',
    'lx-9,ly-9,lap-center',
    'lso-1',
    'leo-1',
    'ldu-1',
  ]
  const ofOverlay = [
    'ox-1',
    'oy-1',
    'ofo-top',
    'oh-9',
    'ow-9',
    'oit-false',
    'oa-5',
    'oiar-2-1,ow-9',
    'oib-1_red',
    'oidpr-2,ow-9',
  ]
  const cropped = [
    'oic-force',
    'oicm-extract',
    'oicm-pad_resize,oibg-blue',
    'oifo-left',
    'oicm-extract,oix-1',
    'oicm-extract,oiy-1',
  ]
  const centred = ['oicm-extract,oixc-9', 'oicm-extract,oiyc-9']
  const oldText = [
    'ots-9',
    'otf-Georgia',
    'otc-red',
    'ott-b',
    'otw-40',
    'otbg-red',
    'otp-4',
    'otw-60,otia-right',
    'or-4,otbg-red',
  ]
  const texts = new Map<string, string>([
    ...Object.entries(values),
    ...ofText.map((text) => [codeIn(text), `l-text,i-one%20two,${text},l-end`] as const),
    ...ofLayer.map((text) => [codeIn(text), `l-image,i-clear.png,w-9,${text},l-end`] as const),
    ...ofOverlay.map((text) => [codeIn(text), `oi-clear.png,${text}`] as const),
    ...[...cropped, ...centred].map((text) => [codeIn(text), `oi-clear.png,ow-19,oh-19,${text}`] as const),
    ...oldText.map((text) => [codeIn(text), `ot-one%20two,${text}`] as const),
    ['i', 'l-image,i-clear.png,l-end'],
    ['ie', 'l-text,ie-YQ==,l-end'],
    ['oi', 'oi-clear.png'],
    ['ot', 'ot-a'],
    ['ote', 'ote-YQ=='],
    ['obg', 'obg-red,ow-5,oh-5'],
    ['oibg', 'oi-clear.png,ow-40,oh-19,oicm-pad_resize,oibg-blue'],
    ['oiq', 'oi-clear.png,oiq-5'],
  ])

  /** The code that an example is about: its last one, but for a helper after it. */
  function codeIn(text: string): string {
    const codes = text.split(',').map((part) => part.split('-')[0] as string)
    const helpers = ['ow', 'otbg', 'w', 'lx', 'ly', 'otw', 'oicm']
    return codes.findLast((code) => !helpers.includes(code) || codes.length === 1) ?? (codes[0] as string)
  }

  test.each(options.map(({ code }) => code))('is rendered, told to do nothing, or refused: %s', async (code) => {
    const transformation = texts.get(code) ?? code
    const outcome = await open.render('clear.png', transformation).catch((error) => error)
    const plain = await open.render('clear.png', 'f-auto')
    const isTold =
      outcome instanceof Error ? outcome : (outcome.warnings as string[]).find((text) => text.includes(code))
    const isDone = !(outcome instanceof Error) && outcome.key !== plain.key
    if (outcome instanceof Error)
      expect(outcome).toMatchObject({ name: 'Failure', field: expect.stringContaining(code) })
    expect(Boolean(isDone || isTold || ['di', 'pg'].includes(code)), transformation).toBe(true)
  })
})
