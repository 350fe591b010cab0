import type { Step } from './grammar.ts'
import { type Language, literal, python, typeScript } from './literal.ts'
import { transformationOf } from './named-options.ts'
import type { Writing } from './raw-text.ts'
import type { ResponsiveAttributes } from './responsive.ts'

/** What a call builds a URL of; `path` lies below the endpoint and is percent-encoded. */
export interface UrlCall extends Writing {
  urlEndpoint: string
  path: string
  steps: readonly Step[]
  isSigned: boolean
  /** Null for never. */
  expireSeconds: number | null
}

/** The arguments of a call, one a line. */
const argument = (fields: readonly (readonly [name: string, code: string])[], { indent, key }: Language) =>
  `{\n${fields.map(([name, code]) => `${indent}${key(name)}: ${code},\n`).join('')}}`

type Field = readonly [name: string, value: unknown]

const printed = (fields: readonly Field[], language: Language) =>
  fields.map(([name, value]) => [name, literal(value, language, language.indent)] as const)

/** The fields that say how the transformation is written and signed; what SDKs do anyway is left out. */
function usualFields({ position, isSigned, expireSeconds }: UrlCall, expiry: string, usual: string): Field[] {
  const place: Field[] = position === usual ? [] : [['transformationPosition', position]]
  if (!isSigned) return place
  return [...place, ['signed', true], ...(expireSeconds === null ? [] : ([[expiry, expireSeconds]] as const))]
}

const privateKey = "process.env.IMAGEKIT_PRIVATE_KEY ?? ''"

function modernSdk(call: UrlCall): string {
  const { urlEndpoint, path, steps, isSigned } = call
  const transformation = transformationOf(steps, { ...call, letters: 'camelCase' })
  const fields: Field[] = [
    ['urlEndpoint', urlEndpoint],
    ['src', path],
    ['transformation', transformation],
  ]
  const options = argument(printed([...fields, ...usualFields(call, 'expiresIn', 'query')], typeScript), typeScript)
  if (!isSigned) return `import { buildSrc } from '@imagekit/javascript'\n\nconst src = buildSrc(${options})\n`
  const client = `const imagekit = new ImageKit({ privateKey: ${privateKey} })`
  return `import ImageKit from '@imagekit/nodejs'\n\n${client}\n\nconst src = imagekit.helper.buildSrc(${options})\n`
}

function classicSdk(given: UrlCall): string {
  const call = { ...given, dialect: 'classic' } as const
  const fields: Field[] = [
    ['path', call.path],
    ['transformation', transformationOf(call.steps, { ...call, letters: 'camelCase' })],
  ]
  const options = argument(printed([...fields, ...usualFields(call, 'expireSeconds', 'path')], typeScript), typeScript)
  const client = argument(
    [
      ['publicKey', "process.env.IMAGEKIT_PUBLIC_KEY ?? ''"],
      ['privateKey', privateKey],
      ['urlEndpoint', literal(call.urlEndpoint, typeScript)],
    ],
    typeScript,
  )
  return `import ImageKit from 'imagekit'\n\nconst imagekit = new ImageKit(${client})\n\nconst src = imagekit.url(${options})\n`
}

/** A call of ImageKit’s own SDK: `buildSrc` of the modern one, else `imagekit.url` of the classic one. */
export const sdkCall = (call: UrlCall): string => (call.dialect === 'modern' ? modernSdk(call) : classicSdk(call))

/** A call of `url()` of this project. */
export function urlCall(call: UrlCall): string {
  const { dialect, urlEndpoint, path, steps, isSigned } = call
  const transformation = transformationOf(steps, { ...call, letters: 'camelCase' })
  const rules: Field[] = dialect === 'seed' ? [] : [['dialect', dialect]]
  const usual = dialect === 'modern' ? 'query' : 'path'
  const fields: Field[] = [
    ...[...rules, ['urlEndpoint', urlEndpoint] as const, ['path', path] as const],
    ...[['transformation', transformation] as const, ...usualFields(call, 'expireSeconds', usual)],
  ]
  const key = isSigned ? [['privateKey', privateKey] as const] : []
  const options = argument([...printed(fields, typeScript), ...key], typeScript)
  return `import { url } from './shared/imagekit/url.ts'\n\nconst src = url(${options})\n`
}

const snaked = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** A call of `imagekit.url` of the Python SDK, up to version 4; modern options go by their codes there. */
export function pythonCall(given: UrlCall): string {
  const call = { ...given, dialect: given.dialect === 'seed' ? 'seed' : 'classic' } as const
  const transformation = transformationOf(call.steps, { ...call, letters: 'snake_case' })
  const fields: Field[] = [
    ['path', call.path],
    ['transformation', transformation],
    ...usualFields(call, 'expireSeconds', 'path'),
  ]
  const options = argument(
    printed(
      fields.map(([name, value]) => [snaked(name), value]),
      python,
    ),
    python,
  )
  const client = [
    'imagekit = ImageKit(',
    '    public_key=os.environ["IMAGEKIT_PUBLIC_KEY"],',
    '    private_key=os.environ["IMAGEKIT_PRIVATE_KEY"],',
    `    url_endpoint=${literal(call.urlEndpoint, python)},`,
    ')',
  ]
  const needs = transformation.some(({ raw }) => raw !== undefined) ? '  # 3 or later, for raw' : ''
  return `import os\n\nfrom imagekitio import ImageKit${needs}\n\n${client.join('\n')}\n\nsrc = imagekit.url(${options})\n`
}

const escapedHtml = (text: string) =>
  text
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll('&#38;', '&amp;')
    .replaceAll('&#34;', '&quot;')

/** An `<img>`, one attribute a line. */
export function imageTag({
  src,
  srcSet,
  sizes,
  width,
  height,
  alt,
}: ResponsiveAttributes & { height?: number; alt: string }) {
  const attributes = { src, srcset: srcSet?.replaceAll(', ', ',\n    '), sizes, width, height, alt }
  const lines = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${name}="${escapedHtml(String(value))}"`],
  )
  return `<img\n${lines.join('\n')}\n>\n`
}

/** An image in Markdown. */
export function markdownImage(url: string, alt: string): string {
  const text = alt.replace(/\s+/g, ' ').replace(/[\\[\]<>`*_!&]/g, '\\$&')
  return `![${text}](${/[()]/.test(url) ? `<${url}>` : url})`
}

const inShell = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

/** Fetches a URL into a file of that name; `accept` is the type that is asked for where the server may choose one. */
export function curlCommand(url: string, name: string, accept?: string): string {
  const header = accept ? ` --header ${inShell(`Accept: ${accept}`)}` : ''
  return `curl --fail --globoff${header} --output ${inShell(name)} ${inShell(url)}`
}
