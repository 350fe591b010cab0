import type { Input } from '../media/drawing.ts'
import type { Facts, Planning } from './planning.ts'
import type { Part, Scene } from './scene.ts'
import type { Sketch } from './sketch.ts'

/** Formats whose pages or frames can be drawn each by itself. */
const paged = new Set(['gif', 'webp', 'tiff'])

/** A drawing that starts from a picture of the library. Fails with `invalid` where that has too many pixels, naming the code. */
export function sketchOf(facts: Facts, planning: Planning, code: string): Sketch {
  const { hash, width, height, format } = facts
  const size = { width, height }
  const { maxPixels } = planning
  if (width * height > maxPixels)
    throw planning.invalid(code, `A picture of ${width} × ${height} pixels is too large: ${maxPixels} are decoded.`)
  const input: Input = format === 'svg' ? { kind: 'vector', hash, ...size } : { kind: 'image', hash, page: 0 }
  const pages = paged.has(format) ? facts.frames : 1
  return {
    input,
    operations: [],
    ...size,
    hasAlpha: facts.alpha,
    original: size,
    parent: undefined,
    pages,
    wishes: undefined,
  }
}

/** Goes to a page, whose size may be another. */
async function turnTo(scene: Scene, page: number, hash: string): Promise<void> {
  const facts = await scene.planning.sources.facts(hash, page)
  if (!facts) return
  const { input, original, pages, hasAlpha, width, height } = sketchOf(
    { ...facts, frames: scene.sketch.pages },
    scene.planning,
    'pg',
  )
  Object.assign(scene.sketch, { input: { ...input, page }, original, pages, hasAlpha, width, height })
}

/** Reads `pg`: the page or frame that is drawn, counted from 1. The first one of an animation unless told. */
export const page: Part = async (scene) => {
  const { given, sketch } = scene
  const text = given.text('pg')
  const number = text === undefined ? undefined : given.numberIn('pg', text)
  if (number === undefined) return
  const { input, operations, pages } = sketch
  if (input.kind !== 'image' || operations.length > 0) return void given.ignore('pg', 'it has to be in the first step.')
  if (!Number.isInteger(number) || number < 1 || number > pages)
    return void given.ignore('pg', `the picture has ${pages} ${pages === 1 ? 'page' : 'pages'} that can be drawn.`)
  await turnTo(scene, number - 1, input.hash)
}
