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

/** UTF-8 out of base64; undefined for what is none. */
function fromBase64(text: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** What the layer shows as one of the ways to write it, for comparison. */
function unencoded(item: Item): Item {
  if (item.kind !== 'parameter' || !['i', 'ie'].includes(item.code)) return item
  const text = item.code === 'ie' ? fromBase64(item.value ?? '') : item.value
  return text === undefined ? item : { kind: 'parameter', code: 'i', value: text.replaceAll('/', '@@') }
}

/** The same layer as SDKs write it: its input, unencoded, and its place come first. Other items stay as they are. */
export function usualLayer(item: Item): Item {
  if (item.kind === 'parameter') return item
  const steps = item.steps.map((step) => step.map(usualLayer))
  if (item.kind === 'condition') return { ...item, steps }
  const [first = [], ...rest] = steps
  return { ...item, steps: [first.map(unencoded).toSorted((one, other) => rankOf(one) - rankOf(other)), ...rest] }
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

type Input = Pick<Overlay, 'type' | 'text' | 'input' | 'color'>

/** What the layer shows; undefined where SDKs have no word for it. */
function inputOf(layer: Layer, given: ReadonlyMap<string, string>): Input | undefined {
  const type = types[layer.type]
  const encoded = given.get('ie')
  const text = encoded === undefined ? given.get('i') : fromBase64(encoded)
  const color = given.get('bg')
  if (!type || !text) return undefined
  if (type === 'image' && text === 'ik_canvas' && color) return { type: 'solidColor', color }
  return type === 'text' ? { type, text } : { type, input: text.replaceAll('@@', '/') }
}

const isParameter = (item: Item): item is Parameter => item.kind === 'parameter'

function innerSteps([first = [], ...rest]: Step[], isColor: boolean): Step[] {
  const isInner = (item: Item) =>
    rankOf(item) === placing.length && !(isColor && isParameter(item) && item.code === 'bg')
  return [first.filter(isInner), ...rest].filter((step) => step.length > 0)
}

/** The overlay of modern SDKs that may say what a layer says; `named` names the steps within. */
export function overlayOf(layer: Layer, named: (steps: Step[]) => Transformation[]): Overlay | undefined {
  const [first = []] = layer.steps
  const given = new Map(first.filter(isParameter).map(({ code, value = '' }) => [code, value]))
  const input = inputOf(layer, given)
  if (!input) return undefined
  const [position, timing] = [group(positions, given), group(timings, given)]
  const layerMode = given.get('lm') as Overlay['layerMode']
  const transformation = named(innerSteps(layer.steps, input.type === 'solidColor'))
  const place = { ...(layerMode && { layerMode }), ...(position && { position }), ...(timing && { timing }) }
  return { ...input, ...place, ...(transformation.length > 0 && { transformation }) }
}
