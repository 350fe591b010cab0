import { codes, type Example, others } from './example.ts'

/** A layer on a picture 300 pixels wide. */
const on = (layer: string) => `w-300,${layer},l-end`
const text = (more: string) => on(`l-text,i-Magpie,fs-40,co-FFFFFF,${more}`)
const image = (more: string) => on(`l-image,i-mark.png,w-120,${more}`)
const placed = (more: string) => text(`bg-00000080,pa-6,${more}`)
const block = 'obg-2F6FED80,ow-140,oh-70'
const overlay = 'w-300,oi-mark.png,ow-140'
const written = 'w-300,ot-Magpie,ots-40,otc-FFFFFF'
const size = '300x405'
const whole = { size }

/** Layers, and the overlays that were there before them. */
export const layerExamples: Readonly<Record<string, readonly Example[]>> = {
  'Text layers': codes(
    ['i', on('l-text,i-Magpie'), whole],
    ['ie', on(`l-text,ie-${encodeURIComponent(btoa('50 %, & "more"'))},co-FFFFFF`), whole],
    ['fs', on('l-text,i-Magpie,fs-64,co-FFFFFF'), whole],
    ['fs', on('l-text,i-Magpie,fs-bw_div_6,co-FFFFFF'), whole],
    ['ff', text('ff-DejaVu Serif'), whole],
    ['ff', text('ff-Courier'), whole],
    ['co', on('l-text,i-Magpie,fs-40,co-FFD54F'), whole],
    ['al', on('l-text,i-Magpie,fs-60,co-FFFFFF,al-4'), whole],
    ['tg', text('tg-b'), whole],
    ['tg', text('tg-i'), whole],
    ['tg', text('tg-strikethrough'), whole],
    ['ia', on('l-text,i-The magpie keeps what glitters,fs-30,co-FFFFFF,w-220,ia-right,bg-00000080'), whole],
    ['lh', on('l-text,i-The magpie keeps what glitters,fs-30,co-FFFFFF,w-220,lh-60,bg-00000080'), whole],
    ['pa', text('pa-10_40,bg-2F6FED'), whole],
    ['bg', text('bg-D32F2F70,r-12,pa-12'), whole],
    ['rt', text('rt-N30'), whole],
  ),
  'Where layers lie': codes(
    ['lx', placed('lx-20,ly-20'), whole],
    ['ly', placed('lx-20,ly-N20'), whole],
    ['lxc', placed('lxc-150,lyc-60'), whole],
    ['lyc', placed('lxc-150,lyc-N60'), whole],
    ['lfo', placed('lfo-bottom_right'), whole],
    ['lfo', placed('lfo-top'), whole],
    ['lap', placed('lx-150,ly-200,lap-center'), whole],
  ),
  'Picture and colour layers': [
    ...codes(
      ['i', image('lfo-bottom_right'), whole],
      ['lm', on('l-image,i-mark.png,w-300,lm-multiply'), whole],
      ['lm', on('l-image,i-mark.png,w-260,lm-cutter'), whole],
      ['lm', on('l-image,i-mark.png,w-260,lm-cutout'), whole],
    ),
    ...others(
      ['Solid colour', on('l-image,i-ik_canvas,bg-2F6FED80,w-200,h-120,r-20'), whole],
      [
        'Gradient on nothing',
        on('l-image,i-ik_canvas,w-300,h-200,lfo-bottom,e-gradient-ld-top_from-000000_to-00000000'),
        whole,
      ],
      ['Steps of its own', on('l-image,i-mark.png,w-160:rt-30:e-grayscale'), whole],
      ['Half transparent', image('o-40'), whole],
      ['A border and round corners', on('l-image,i-scene.jpg,w-140,h-140,r-max,b-6_FFFFFF,lfo-bottom'), whole],
      ['As wide as half of what is below', on('l-image,i-mark.png,w-bw_div_2'), whole],
      [
        'Text in a picture in a picture',
        on(
          'l-image,i-scene.jpg,w-200,h-200,b-4_FFFFFF,l-image,i-mark.png,w-120,l-text,i-deep,fs-30,co-D32F2F,l-end,l-end',
        ),
        whole,
      ],
      ['Two layers', `${image('lfo-top_left')},l-text,i-Magpie,fs-40,co-FFFFFF,lfo-bottom,l-end`, whole],
    ),
  ],
  'Overlays from before layers': codes(
    ['oi', overlay, whole],
    ['ow', 'w-300,oi-mark.png,ow-80', whole],
    ['oh', 'w-300,oi-scene.jpg,ow-200,oh-80', whole],
    ['ox', `${overlay},ox-10,oy-10`, whole],
    ['oy', `${overlay},ox-10,oy-N10`, whole],
    ['ofo', `${overlay},ofo-bottom_right`, whole],
    ['oa', `${overlay},oa-4`, whole],
    ['oit', 'w-300,oi-framed.png,ow-160,oit-true', whole],
    ['oit', 'w-300,oi-framed.png,ow-160,oit-false', whole],
    ['oiar', 'w-300,oi-scene.jpg,ow-200,oiar-2-1', whole],
    ['oibg', 'w-300,oi-scene.jpg,ow-200,oh-120,oicm-pad_resize,oibg-FFD54F', whole],
    ['oib', 'w-300,oi-scene.jpg,ow-160,oh-160,oib-8_FFFFFF', whole],
    ['oidpr', 'w-300,oi-mark.png,ow-70,oidpr-2', whole],
    ['oiq', 'w-300,oi-scene.jpg,ow-200,oiq-20', whole],
    ['oic', 'w-300,oi-scene.jpg,ow-200,oh-100,oic-force', whole],
    ['oicm', 'w-300,oi-scene.jpg,ow-150,oh-150,oicm-extract', whole],
    ['oifo', 'w-300,oi-scene.jpg,ow-200,oh-80,oifo-bottom', whole],
    ['oix', 'w-300,oi-scene.jpg,ow-150,oh-150,oicm-extract,oix-10,oiy-10', whole],
    ['oiy', 'w-300,oi-scene.jpg,ow-150,oh-150,oicm-extract,oix-10,oiy-600', whole],
    ['oixc', 'w-300,oi-scene.jpg,ow-150,oh-150,oicm-extract,oixc-100,oiyc-100', whole],
    ['oiyc', 'w-300,oi-scene.jpg,ow-150,oh-150,oicm-extract,oixc-300,oiyc-700', whole],
    ['or', 'w-300,oi-scene.jpg,ow-160,oh-160,or-max', whole],
    ['obg', `w-300,${block}`, whole],
    ['obg', 'w-300,obg-D32F2F,ow-300,oh-60,oa-5,ofo-bottom', whole],
    ['ot', written, whole],
    ['ote', `w-300,ote-${encodeURIComponent(btoa('50 %, & more'))},otc-FFFFFF,ots-30`, whole],
    ['ots', 'w-300,ot-Magpie,ots-70,otc-FFFFFF', whole],
    ['otf', `${written},otf-DejaVu Serif`, whole],
    ['otc', 'w-300,ot-Magpie,ots-40,otc-FFD54F', whole],
    ['ott', `${written},ott-b`, whole],
    ['otw', 'w-300,ot-The magpie keeps what glitters,ots-30,otc-FFFFFF,otw-180', whole],
    ['otbg', `${written},otbg-2F6FED`, whole],
    ['otp', `${written},otbg-2F6FED,otp-10_40`, whole],
    ['otia', 'w-300,ot-The magpie keeps what glitters,ots-30,otc-FFFFFF,otw-220,otia-left,otbg-00000080', whole],
  ),
}
