import type { Item, Parameter } from '#shared/imagekit/grammar.ts'
import type { Written } from './given.ts'

/**
 * A layer as the planner takes it, and the item that it is written as: undefined for overlays from before there were
 * layers, which stay inside the picture.
 */
export interface LayerItem {
  type: string
  steps: (Item | Written)[][]
  item: Item | undefined
}

/** The codes of a layer’s picture by those of an old overlay’s. */
const ofImage: Readonly<Record<string, string>> = {
  ...{ oi: 'i', ow: 'w', oh: 'h', oit: 't', oa: 'o', or: 'r', ox: 'lx', oy: 'ly', ofo: 'lfo', obg: 'bg' },
  ...{ oiar: 'ar', oibg: 'bg', oib: 'b', oidpr: 'dpr', oiq: 'q', oic: 'c', oicm: 'cm', oifo: 'fo' },
  ...{ oix: 'x', oiy: 'y', oixc: 'xc', oiyc: 'yc' },
}
const ofText: Readonly<Record<string, string>> = {
  ...{ ot: 'i', ote: 'ie', ots: 'fs', otf: 'ff', otc: 'co', ott: 'tg', otw: 'w', otbg: 'bg', otp: 'pa', otia: 'ia' },
  ...{ oa: 'al', or: 'r', ox: 'lx', oy: 'ly', ofo: 'lfo' },
}
const ofBlock: Readonly<Record<string, string>> = {
  ...{ obg: 'bg', ow: 'w', oh: 'h', oa: 'al', or: 'r', ox: 'lx', oy: 'ly', ofo: 'lfo' },
}

/** Codes that make an overlay; the others of the table say how it looks. */
const openers = new Map([
  ['oi', ofImage],
  ['ot', ofText],
  ['ote', ofText],
  ['obg', ofBlock],
])
const oldCodes = new Set([ofImage, ofText, ofBlock].flatMap(Object.keys))

/** An overlay’s opacity is told in tenths, that of a picture in percent. */
function translated(item: Parameter, code: string): Written {
  const tenths = item.code === 'oa' && code === 'o' && /^[1-9]$/.test(item.value ?? '')
  return { ...item, code, writtenAs: item.code, ...(tenths && { value: `${item.value}0` }) }
}

function layerOf(table: Readonly<Record<string, string>>, items: readonly Parameter[]): LayerItem {
  const canvas: Written[] = table === ofBlock ? [{ kind: 'parameter', code: 'i', value: 'ik_canvas' }] : []
  const own = items.flatMap((item) => (table[item.code] ? [translated(item, table[item.code] as string)] : []))
  return { type: table === ofText ? 'text' : 'image', steps: [[...canvas, ...own]], item: undefined }
}

/** What is laid over the picture in a step, in the order written, and the parameters that are left. */
export function overlaysOf(items: readonly (Item | Written)[]): { layers: LayerItem[]; rest: Written[] } {
  const parameters = items.filter((item): item is Written => item.kind === 'parameter')
  const old = parameters.filter(({ code }) => oldCodes.has(code))
  const opening = new Set(parameters.flatMap(({ code }) => (openers.has(code) ? [code] : [])))
  // With a picture of its own an overlay’s block is what fills its padding.
  if (opening.has('oi')) opening.delete('obg')
  if (opening.has('ot')) opening.delete('ote')
  const understood = new Set([...opening].flatMap((code) => Object.keys(openers.get(code) ?? {})))
  const layers = items.flatMap((item): LayerItem[] => {
    if (item.kind === 'layer') return [{ type: item.type, steps: item.steps, item }]
    const table = item.kind === 'parameter' && opening.delete(item.code) ? openers.get(item.code) : undefined
    return table ? [layerOf(table, old)] : []
  })
  return { layers, rest: parameters.filter(({ code }) => !understood.has(code)) }
}
