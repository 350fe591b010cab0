import type { Item, Parameter, Step } from './grammar.ts'
import type { Overlay, Transformation } from './names.ts'

type Layer = Extract<Item, { kind: 'layer' }>

const types: Readonly<Record<string, Overlay['type']>> = {
  ...{ text: 'text', image: 'image', video: 'video', subtitles: 'subtitle' },
}
const positions = { lx: 'x', ly: 'y', lxc: 'xCenter', lyc: 'yCenter', lfo: 'focus', lap: 'anchorPoint' }
const timings = { lso: 'start', leo: 'end', ldu: 'duration' }

/** Codes that say which layer it is and where, in the order in which SDKs write them; all else is done to it. */
const placing = ['i', 'ie', 'lm', ...Object.keys(positions), ...Object.keys(timings)]

const rankOf = (item: Item) => {
  const rank = item.kind === 'parameter' ? placing.indexOf(item.code) : -1
  return rank < 0 ? placing.length : rank
}

/** The items of a layer’s first step in the order in which SDKs write them; it changes nothing of their meaning. */
export function inUsualOrder(item: Item): Item {
  if (item.kind === 'parameter') return item
  const steps = item.steps.map((step) => step.map(inUsualOrder))
  if (item.kind === 'condition') return { ...item, steps }
  const [first = [], ...rest] = steps
  return { ...item, steps: [first.toSorted((one, other) => rankOf(one) - rankOf(other)), ...rest] }
}

/** UTF-8 out of base64; undefined for what is none. */
function fromBase64(text: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** 0 as text: SDKs leave the number out. */
const numberOr = (text: string) => (String(Number(text)) === text && text !== '0' ? Number(text) : text)

function group(names: Readonly<Record<string, string>>, given: ReadonlyMap<string, string>) {
  const entries = Object.entries(names).flatMap(([code, name]) => {
    const value = given.get(code)
    return value === undefined ? [] : [[name, numberOr(value)] as const]
  })
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}

type Input = Pick<Overlay, 'type' | 'text' | 'input' | 'color' | 'encoding'>

/** What the layer shows, with the encodings that may stand for it; none where SDKs have no word for it. */
function inputsOf(layer: Layer, given: ReadonlyMap<string, string>): Input[] {
  const type = types[layer.type]
  const encoded = given.get('ie')
  const text = encoded === undefined ? given.get('i') : fromBase64(encoded)
  const color = given.get('bg')
  if (!type || !text) return []
  if (type === 'image' && text === 'ik_canvas' && color) return [{ type: 'solidColor', color }]
  const what = type === 'text' ? { type, text } : { type, input: text.replaceAll('@@', '/') }
  return [what, { ...what, encoding: 'plain' }, { ...what, encoding: 'base64' }]
}

const isParameter = (item: Item): item is Parameter => item.kind === 'parameter'

function innerSteps([first = [], ...rest]: Step[], isColor: boolean): Step[] {
  const isInner = (item: Item) =>
    rankOf(item) === placing.length && !(isColor && isParameter(item) && item.code === 'bg')
  return [first.filter(isInner), ...rest].filter((step) => step.length > 0)
}

/** Overlays of modern SDKs that may say what a layer says, the simplest first; `named` names the steps within. */
export function overlaysOf(layer: Layer, named: (steps: Step[]) => Transformation[]): Overlay[] {
  const [first = []] = layer.steps
  const given = new Map(first.filter(isParameter).map(({ code, value = '' }) => [code, value]))
  const [position, timing] = [group(positions, given), group(timings, given)]
  const layerMode = given.get('lm') as Overlay['layerMode']
  return inputsOf(layer, given).map((input) => {
    const transformation = named(innerSteps(layer.steps, input.type === 'solidColor'))
    const place = { ...(layerMode && { layerMode }), ...(position && { position }), ...(timing && { timing }) }
    return { ...input, ...place, ...(transformation.length > 0 && { transformation }) }
  })
}
