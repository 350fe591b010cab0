import type { Item, Parameter, Step } from '#shared/imagekit/grammar.ts'
import { type Option, optionOf, options } from '#shared/imagekit/names.ts'
import type { Family } from '#shared/imagekit/option.ts'

/** Where a step stands: in the picture’s own chain, or in a layer of a type such as `text`. */
export type Surroundings = 'picture' | (string & {})

const inWords = (name: string) => name.replaceAll('_', ' ').replace('color', 'colour').replace('gray', 'grey')

/** The name of a code in words: “Aspect ratio”; the code itself where it is unknown. A layer’s input is its text or picture. */
export function nameOf(code: string, layer?: string): string {
  if (code === 'i' && layer !== undefined) return layer === 'text' ? 'Text' : 'Picture'
  const [name] = optionOf(code)?.names ?? []
  const words = inWords(name ?? '').replace(/^(?:ai|dpr)\b/, (letters) => letters.toUpperCase())
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : code
}

/** Whether this library renders a code: not video, nor what only the hosted service’s AI does. */
export const isRendered = ({ families }: Option): boolean => !families.some((one) => one === 'video' || one === 'ai')

/** Codes by what they are for, in the order in which they are offered. */
const groups: readonly (readonly [title: string, codes: string])[] = [
  ['Size and crop', 'w h ar c cm fo x y xc yc z dpr'],
  ['Format and quality', 'f q pr lo md cp orig'],
  ['Colours and effects', 'bl e-grayscale e-contrast e-sharpen e-usm e-colorize cr e-gradient e-shadow'],
  ['Shape and edges', 'rt fl r b bg t o e-distort'],
  ['Source', 'n di pg'],
]

const familyTitles: Record<Family, string> = {
  image: 'Picture',
  text: 'Text',
  layer: 'Input and place of the layer',
  overlay: 'Old overlays',
  video: 'Video, not rendered here',
  ai: 'AI, not rendered here',
}

const titleByCode = new Map(groups.flatMap(([title, codes]) => codes.split(' ').map((code) => [code, title])))

/** What a code is for, in words. */
export const groupOf = ({ code, families }: Option): string =>
  titleByCode.get(code) ?? familyTitles[families[0] ?? 'image']

const titleOrder: readonly string[] = [
  ...[familyTitles.layer, familyTitles.text],
  ...groups.map(([title]) => title),
  ...[familyTitles.image, familyTitles.overlay, familyTitles.video, familyTitles.ai],
]

const familiesIn: Record<string, readonly Family[]> = {
  picture: ['image', 'overlay', 'video', 'ai'],
  image: ['layer', 'image', 'ai'],
  text: ['layer', 'text'],
}

/** How well words answer what was typed, from 1; 0 for not at all. */
function scoreOf({ code, names, help }: Option, typed: string): number {
  const words = names.map(inWords)
  const sought = inWords(typed)
  if (code === typed) return 6
  if (words.some((word) => word.startsWith(sought))) return 5
  if (code.startsWith(typed) || code.startsWith(`e-${typed}`)) return 4
  if (words.some((word) => word.includes(` ${sought}`))) return 3
  if (words.some((word) => word.includes(sought))) return 2
  return help.toLowerCase().includes(sought) ? 1 : 0
}

/**
 * The parameters that may stand in such a place and answer what was typed, by code, name or help. Those of a group stand
 * together, the group of the best one first; what is not rendered here comes last. Nothing typed finds all.
 */
export function findParameters(typed: string, surroundings: Surroundings): Option[] {
  const families = familiesIn[surroundings]
  const words = typed.trim().toLowerCase().replace(/[_-]$/, '')
  const fitting = options.filter(
    ({ code, families: its }) => code !== 'ie' && (!families || its.some((one) => families.includes(one))),
  )
  const scored = fitting.map((option) => ({ option, score: words === '' ? 1 : scoreOf(option, words) }))
  const found = Map.groupBy(
    scored.filter(({ score }) => score > 0),
    ({ option }) => groupOf(option),
  )
  const ranked = [...found].map(([title, members]) => {
    const isLate = members.some(({ option }) => !isRendered(option))
    const best = Math.max(...members.map(({ score }) => score))
    return { members, rank: [Number(isLate), -best, titleOrder.indexOf(title)] }
  })
  ranked.sort((a, b) => firstDifference(a.rank, b.rank))
  return ranked.flatMap(({ members }) => members.sort((a, b) => b.score - a.score).map(({ option }) => option))
}

const firstDifference = (a: readonly number[], b: readonly number[]) =>
  a.map((value, index) => value - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0

const firstValues: Record<string, string> = {
  ...{ w: '300', h: '200', ar: '4-3', q: '80', rt: '90', b: '4_000000', bl: '10', dpr: '2', z: '1', o: '50', r: '20' },
  ...{ t: 'true', pg: '1', cr: 'FF0000_35_FFFFFF', 'e-colorize': 'co-red_in-50', 'e-distort': 'a-30', fs: '48' },
  ...{ co: '000000', i: 'Text', ots: '48', otc: '000000', oiar: '4-3', oib: '4_000000', oidpr: '1', oiq: '80' },
  ...{ ow: '200', oh: '200', oit: 'true', otw: '200', ot: 'Text', ote: 'VGV4dA==', al: '5', lh: '60', fo: 'auto' },
}

/** A parameter as it is when it was just added: with a value that means something, where there is a usual one. */
export function newParameter({ code, value }: Option): Parameter {
  if (value.kind === 'switch' || 'optional' in value) return { kind: 'parameter', code }
  const fallbacks = {
    ...{ flag: 'true', color: 'FFFFFF', text: '', path: '' },
    word: 'words' in value ? value.words?.[0] : undefined,
    number: 'min' in value ? String(Math.max(value.min, 0)) : undefined,
  }
  return { kind: 'parameter', code, value: firstValues[code] ?? fallbacks[value.kind] ?? '' }
}

export type LayerKind = 'text' | 'image' | 'color'

const parameter = (code: string, value: string): Parameter => ({ kind: 'parameter', code, value })

/** A layer as it is when it was just added; a picture is laid over itself, smaller, until another is named. */
export function newLayer(kind: LayerKind, hash: string): Item {
  const first: Record<LayerKind, Step> = {
    text: [parameter('i', 'Text'), parameter('fs', '48'), parameter('co', 'FFFFFF')],
    image: [parameter('i', hash), parameter('w', 'bw_div_4'), parameter('lfo', 'bottom_right')],
    color: [parameter('i', 'ik_canvas'), parameter('bg', 'FFFFFF50'), parameter('w', 'bw'), parameter('h', '80')],
  }
  return { kind: 'layer', type: kind === 'text' ? 'text' : 'image', steps: [first[kind]] }
}

/** A condition as it is when it was just added. */
export const newCondition = (): Item => ({ kind: 'condition', test: 'w_gt_600', steps: [[parameter('w', '600')]] })
