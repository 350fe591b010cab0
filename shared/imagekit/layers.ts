import { base64, pathAsValue } from './encode.ts'
import type { Overlay, Transformation } from './names.ts'

/** What a layer needs of the builder: how values become text, and whether inputs are percent-encoded already here. */
export interface LayerTools {
  isEncoded: boolean
  textOf: (value: unknown, field: string) => string
  innerSteps: (steps: readonly Transformation[] | undefined) => string
}

const simplePath = /^[a-zA-Z0-9-._/ ]*$/
const simpleText = /^[a-zA-Z0-9-._ ]*$/

const fileTypes = new Map([
  ['image', 'image'],
  ['video', 'video'],
  ['subtitle', 'subtitles'],
])

function encoded(text: string, { isEncoded }: LayerTools): string {
  return isEncoded ? encodeURIComponent(text.toWellFormed()) : text
}

function isPlain(text: string, encoding: unknown, simple: RegExp): boolean {
  return encoding === 'plain' || (encoding !== 'base64' && simple.test(text))
}

function textInput(text: string, encoding: unknown, tools: LayerTools): string {
  const plain = isPlain(text, encoding, simpleText)
  return plain ? `i-${encoded(text, tools)}` : `ie-${encoded(base64(text), tools)}`
}

function pathInput(input: string, encoding: unknown, tools: LayerTools): string {
  const path = input.replace(/^\//, '').replace(/\/$/, '')
  return isPlain(path, encoding, simplePath) ? `i-${pathAsValue(path)}` : `ie-${encoded(base64(path), tools)}`
}

/** `l-<type>` and the input; undefined where type or input is missing: then there is no layer. */
function opening(overlay: Overlay, tools: LayerTools): string[] | undefined {
  const { type, encoding } = overlay
  const given = (field: 'text' | 'input' | 'color') =>
    overlay[field] ? tools.textOf(overlay[field], `overlay.${field}`) : ''
  const fileType = fileTypes.get(type)
  if (type === 'text' && given('text')) return ['l-text', textInput(given('text'), encoding, tools)]
  if (type === 'solidColor' && given('color')) return ['l-image', 'i-ik_canvas', `bg-${given('color')}`]
  if (fileType && given('input')) return [`l-${fileType}`, pathInput(given('input'), encoding, tools)]
  return undefined
}

const positionCodes = { x: 'lx', y: 'ly', xCenter: 'lxc', yCenter: 'lyc', focus: 'lfo', anchorPoint: 'lap' } as const
const timingCodes = { start: 'lso', end: 'leo', duration: 'ldu' } as const

/** The values that are given, by their codes; 0 is what holds without them, so it is left out as SDKs do. */
function coded<Name extends string>(codes: Record<Name, string>, values: unknown, tools: LayerTools): string[] {
  const given = new Map(Object.entries(values ?? {}))
  return Object.entries<string>(codes).flatMap(([name, code]) =>
    given.get(name) ? [`${code}-${tools.textOf(given.get(name), `overlay.${name}`)}`] : [],
  )
}

/** A layer as text, `l-…,l-end`; empty where it has no type or no input. */
export function layerText(overlay: Overlay, tools: LayerTools): string {
  const open = opening(overlay, tools)
  if (!open) return ''
  const mode = coded({ layerMode: 'lm' }, overlay, tools)
  const place = [...coded(positionCodes, overlay.position, tools), ...coded(timingCodes, overlay.timing, tools)]
  const inner = tools.innerSteps(overlay.transformation)
  return [...open, ...mode, ...place, ...(inner ? [inner] : []), 'l-end'].join(',')
}
