/** The pictures of the library that examples are made from. */
export type PictureName = 'scene.jpg' | 'framed.png' | 'mark.png' | 'frames.gif'

/** One transformation to look at: `tr:…` before a picture’s name. */
export interface Example {
  /** The code of the table that it shows; what no single code does is told by `title`. */
  code?: string
  title?: string
  steps: string
  /** `scene.jpg` unless told: 640x865 pixels, as in ImageKit’s documentation. */
  picture?: PictureName | 'missing.jpg'
  headers?: Readonly<Record<string, string>>
  /** Width and height that are due; left out where they depend on the picture. */
  size?: string
  /** Whether 400 is due: what only the hosted service or a video player does. */
  isRefused?: true
}

type More = Omit<Example, 'code' | 'title' | 'steps'>

/** Examples of codes: the code, its steps, and what else must be known. */
export const codes = (...rows: (readonly [code: string, steps: string, more?: More])[]): Example[] =>
  rows.map(([code, steps, more]) => ({ code, steps, ...more }))

/** Examples of what several codes do together, or what is no code. */
export const others = (...rows: (readonly [title: string, steps: string, more?: More])[]): Example[] =>
  rows.map(([title, steps, more]) => ({ title, steps, ...more }))
