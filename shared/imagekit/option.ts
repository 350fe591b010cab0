/** Whose rules a URL follows: the seed's SDK, the later classic ones (`border` is `b`), or the modern ones. */
export type Dialect = 'seed' | 'classic' | 'modern'

/**
 * Where a code means something: on a picture (the base or one in a layer), in a text or colour layer, as the place of
 * a layer, as one of the overlays before layers, on video, or only in the hosted service's AI.
 */
export type Family = 'image' | 'text' | 'layer' | 'overlay' | 'video' | 'ai'

/**
 * `name` in snake_case, its camelCase follows; `also`: another name; `was`: names of the classic SDKs alone;
 * `seedCode`: the code that the seed emits instead.
 */
interface Row {
  name: string
  also?: readonly string[]
  was?: readonly string[]
  seedCode?: string
  value: OptionValue
  help: string
}

/** Options of a kind by their codes. `since`: the first dialect that has them; `modern`: whether modern SDKs name them. */
export interface Section {
  since: Dialect
  modern: boolean
  families: readonly Family[]
  rows: Readonly<Record<string, Row>>
}

/** `list`: up to so many values joined by `_`. `expression`: arithmetic like `iw_div_2`. `optional`: or the code alone. */
export type OptionValue =
  | {
      kind: 'number'
      min: number
      max: number
      words?: readonly string[]
      list?: number
      integer?: true
      expression?: true
      optional?: true
    }
  | { kind: 'word'; words: readonly string[]; open?: true }
  | { kind: 'color'; words?: readonly string[] }
  | { kind: 'text'; shape: string; optional?: true }
  | { kind: 'path' }
  | { kind: 'flag' }
  | { kind: 'switch' }

export const numberFrom = <const Min extends number, const Max extends number>(min: Min, max: Max) =>
  ({ kind: 'number', min, max }) as const
export const integerFrom = <const Min extends number, const Max extends number>(min: Min, max: Max) =>
  ({ ...numberFrom(min, max), integer: true }) as const
export const shaped = (shape: string) => ({ kind: 'text', shape }) as const
export const oneOf = <const Words extends readonly string[]>(words: Words) => ({ kind: 'word', words }) as const

const longest = 65_535
export const side = { ...numberFrom(0, longest), words: ['auto'], expression: true } as const
export const offset = { ...numberFrom(-longest, longest), expression: true } as const
export const seconds = { ...numberFrom(0, 86_400), expression: true } as const
export const corners = { ...numberFrom(0, longest), words: ['max'], list: 4 } as const
export const paddings = { ...numberFrom(0, longest), list: 4, expression: true } as const
export const ratio = shaped('<width>-<height> or an expression')
export const border = shaped('<px or expression>_<colour>')
export const trim = { ...integerFrom(1, 99), words: ['true', 'false'] } as const
export const dpr = { ...numberFrom(0.1, 5), words: ['auto'] } as const
export const color = { kind: 'color' } as const
export const path = { kind: 'path' } as const
export const flag = { kind: 'flag' } as const
export const alone = { kind: 'switch' } as const

export const crop = oneOf([
  'maintain_ratio',
  'force',
  'at_max',
  'at_max_enlarge',
  'at_least',
  'maintain_ratio_no_enlarge',
])
export const cropMode = oneOf([
  'pad_resize',
  'extract',
  'pad_extract',
  'pad_resize_no_enlarge',
  'pad_extract_no_shrink',
])
const places = [
  ...['center', 'top', 'left', 'bottom', 'right'],
  ...['top_left', 'top_right', 'bottom_left', 'bottom_right'],
] as const
export const focus = { kind: 'word', words: [...places, 'custom', 'auto', 'face'], open: true } as const
export const background = {
  kind: 'color',
  words: ['blurred', 'dominant', 'gradient_dominant', 'genfill'],
} as const
export const place = oneOf(places)
export const alignment = oneOf(['left', 'center', 'right'])
