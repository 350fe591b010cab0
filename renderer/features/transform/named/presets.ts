/** A transformation that many pages need, and what it is for. */
export interface Preset {
  name: string
  what: string
  transformation: string
}

/** The presets as their menu shows them, in groups. */
export const presets: readonly { title: string; members: readonly Preset[] }[] = [
  {
    title: 'Sizes',
    members: [
      { name: 'Thumbnail', what: '400 × 300, cropped where most happens', transformation: 'w-400,h-300,fo-auto' },
      { name: 'Thumbnail for dense screens', what: 'The same at 2×', transformation: 'w-400,h-300,fo-auto,dpr-2' },
      { name: 'Avatar', what: 'Circle of 200 px', transformation: 'w-200,h-200,fo-auto,r-max' },
      { name: 'Web', what: 'At most 1600 px either way', transformation: 'w-1600,h-1600,c-at_max' },
      { name: 'Smallest', what: 'At most 1200 px, AVIF', transformation: 'w-1200,h-1200,c-at_max,f-avif,q-50' },
      { name: 'Placeholder', what: '24 px and blurred, to show while loading', transformation: 'w-24,q-40,bl-2' },
      { name: 'Link preview', what: '1200 × 630 JPEG (Open Graph)', transformation: 'w-1200,h-630,fo-auto,f-jpg' },
    ],
  },
  {
    title: 'Looks',
    members: [
      {
        name: 'Square, blurred edges',
        what: '1080 × 1080, whole, on itself blurred',
        transformation: 'w-1080,h-1080,cm-pad_resize,bg-blurred',
      },
      { name: 'Square on white', what: '1000 × 1000, whole', transformation: 'w-1000,h-1000,cm-pad_resize,bg-FFFFFF' },
      { name: 'Black and white', what: 'Without colours', transformation: 'e-grayscale' },
      { name: 'Crisp', what: 'At most 1200 px, sharpened', transformation: 'w-1200,h-1200,c-at_max:e-sharpen' },
      { name: 'Card', what: '800 px, round corners, a shadow', transformation: 'w-800,r-24,f-png:e-shadow' },
      {
        name: 'Watermark',
        what: 'A line of text in the corner',
        transformation:
          'w-1600,h-1600,c-at_max:l-text,i-Your%20name,fs-bw_div_24,co-FFFFFF,al-7,pa-24,lfo-bottom_right,l-end',
      },
    ],
  },
]
