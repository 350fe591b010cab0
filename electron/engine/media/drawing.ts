/** A size in pixels. */
export interface Size {
  width: number
  height: number
}

/** Pixels on the longer side of previews, and of the pictures that they are drawn from. */
const longestPreview = 1600

/** By which factor a preview of that size is smaller. */
export const previewScale = ({ width, height }: Size): number => Math.min(1, longestPreview / Math.max(width, height))

/** A size times a factor, in whole pixels; no side gets lost. */
export const scaledSize = ({ width, height }: Size, factor: number): Size => ({
  width: Math.max(1, Math.round(width * factor)),
  height: Math.max(1, Math.round(height * factor)),
})

/** A rectangle of whole pixels within a picture. */
export interface Box extends Size {
  left: number
  top: number
}

/** Red, green and blue from 0 to 255, opacity from 0 to 1. */
export type Color = readonly [red: number, green: number, blue: number, opacity: number]

/** What fills the space around a picture: a colour, or what the picture itself has most of. */
export type Fill = Color | 'dominant'

/** Lengths at the four sides, clockwise from the top. */
export interface Sides {
  top: number
  right: number
  bottom: number
  left: number
}

/** Half the axes of the ellipse that rounds a corner. */
export interface Corner {
  x: number
  y: number
}

/** Letters without what is around them. `size` is the font's, in pixels; `wrap` the width at which lines break. */
export interface Lettering {
  text: string
  family: string
  size: number
  bold: boolean
  italic: boolean
  struck: boolean
  align: 'left' | 'center' | 'right'
  color: Color
  wrap: number | null
  /** Pixels from line to line beyond what the font asks for. */
  leading: number
}

/** What a drawing starts from. A vector picture is drawn at the size told. */
export type Input =
  | { kind: 'image'; hash: string; page: number }
  | ({ kind: 'vector'; hash: string } & Size)
  | ({ kind: 'canvas'; color: Color } & Size)
  | { kind: 'text'; lettering: Lettering }

/** One plain thing that is done to a picture; every number is decided, and whole pixels unless told. */
export type Operation =
  | ({ kind: 'extract' } & Box)
  | ({ kind: 'resize' } & Size)
  | ({ kind: 'attend' } & Size)
  | ({ kind: 'extend'; fill: Fill } & Sides)
  | ({ kind: 'surround'; look: Surrounding } & Box & { picture: Size })
  | ({ kind: 'rotate'; degrees: number; fill: Color } & Size)
  | { kind: 'flip'; horizontally: boolean; vertically: boolean }
  | { kind: 'stretchContrast' }
  | { kind: 'sharpen'; sigma: number }
  | { kind: 'unsharpMask'; sigma: number; amount: number; threshold: number }
  | { kind: 'greyscale' }
  | { kind: 'colorize'; color: Color; share: number }
  | { kind: 'replaceColor'; to: Color; tolerance: number; from: Fill }
  | { kind: 'gradient'; degrees: number; from: Color; to: Color; length: number }
  | { kind: 'layer'; drawing: Drawing; left: number; top: number; mode: LayerMode }
  | { kind: 'blur'; sigma: number }
  | { kind: 'fade'; opacity: number }
  | { kind: 'round'; corners: readonly [Corner, Corner, Corner, Corner] }
  | { kind: 'warp'; corners: readonly number[] }
  | { kind: 'shadow'; sigma: number; opacity: number; x: number; y: number }
  | { kind: 'back'; color: Color }

/** How a layer meets what is below it; `cutter` keeps what it covers, `cutout` takes that away. */
export type LayerMode = 'over' | 'multiply' | 'cutter' | 'cutout'

/** What fills the space beside a picture with the picture's own colours. */
export type Surrounding =
  | { kind: 'blurred'; sigma: number; brightness: number }
  | { kind: 'gradient'; corners: 2 | 4; inverted: boolean }

/** A picture in the making: what it starts from and what is done to it, in that order; its size at the end. */
export interface Drawing extends Size {
  input: Input
  operations: Operation[]
}

/** The file that a drawing becomes. `keep`: what of the source's metadata stays. */
export interface Encoding {
  format: 'jpeg' | 'png' | 'webp' | 'avif' | 'gif'
  quality: number
  progressive: boolean
  lossless: boolean
  keep: 'nothing' | 'profile' | 'all'
}

/** The name under which the picture of an input is handed over: an SVG’s tells the size at which it was drawn. */
export const pictureName = (input: Extract<Input, { hash: string }>): string =>
  input.kind === 'vector' ? `${input.hash} ${input.width}x${input.height}` : input.hash
