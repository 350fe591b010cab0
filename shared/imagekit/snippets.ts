import type { Step } from './grammar.ts'
import { type Language, literal, python, typeScript } from './literal.ts'
import { type SdkStyle, transformationOf } from './named-options.ts'
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

/** What an SDK calls things, and where it puts the transformation unless told. */
interface Sdk {
  letters: SdkStyle['letters']
  expiry: string
  usualPosition: Writing['position']
}

const classic: Sdk = { letters: 'camelCase', expiry: 'expireSeconds', usualPosition: 'path' }
const modern: Sdk = { letters: 'camelCase', expiry: 'expiresIn', usualPosition: 'query' }

/** The steps, how they are written and whether it is signed; what an SDK does anyway is left out. */
function wishes(call: UrlCall, { letters, expiry, usualPosition }: Sdk): Field[] {
  const { steps, position, isSigned, expireSeconds } = call
  const place: Field[] = position === usualPosition ? [] : [['transformationPosition', position]]
  const named: Field = ['transformation', transformationOf(steps, { ...call, letters })]
  const signing: Field[] = isSigned ? [['signed', true]] : []
  const until: Field[] = isSigned && expireSeconds !== null ? [[expiry, expireSeconds]] : []
  return [...(steps.length > 0 ? [named, ...place] : []), ...signing, ...until]
}

const privateKey = "process.env.IMAGEKIT_PRIVATE_KEY ?? ''"

function modernSdk(call: UrlCall): string {
  const { urlEndpoint, path, isSigned } = call
  const fields: Field[] = [['urlEndpoint', urlEndpoint], ['src', path], ...wishes(call, modern)]
  const options = argument(printed(fields, typeScript), typeScript)
  if (!isSigned) return `import { buildSrc } from '@imagekit/javascript'\n\nconst src = buildSrc(${options})\n`
  const client = `const imagekit = new ImageKit({ privateKey: ${privateKey} })`
  return `import ImageKit from '@imagekit/nodejs'\n\n${client}\n\nconst src = imagekit.helper.buildSrc(${options})\n`
}

function classicSdk(given: UrlCall): string {
  const call = { ...given, dialect: 'classic' } as const
  const options = argument(printed([['path', call.path], ...wishes(call, classic)], typeScript), typeScript)
  const keys = [
    ['publicKey', "process.env.IMAGEKIT_PUBLIC_KEY ?? ''"],
    ['privateKey', privateKey],
    ['urlEndpoint', literal(call.urlEndpoint, typeScript)],
  ] as const
  const client = `const imagekit = new ImageKit(${argument(keys, typeScript)})`
  return `import ImageKit from 'imagekit'\n\n${client}\n\nconst src = imagekit.url(${options})\n`
}

/** A call of ImageKit’s own SDK: `buildSrc` of the modern one, else `imagekit.url` of the classic one. */
export const sdkCall = (call: UrlCall): string => (call.dialect === 'modern' ? modernSdk(call) : classicSdk(call))

/** A call of `url()` of this project. */
export function urlCall(call: UrlCall): string {
  const { dialect, urlEndpoint, path, isSigned } = call
  const rules: Field[] = dialect === 'seed' ? [] : [['dialect', dialect]]
  const sdk: Sdk = { ...classic, usualPosition: dialect === 'modern' ? 'query' : 'path' }
  const fields: Field[] = [...rules, ['urlEndpoint', urlEndpoint], ['path', path], ...wishes(call, sdk)]
  const key = isSigned ? [['privateKey', privateKey] as const] : []
  const options = argument([...printed(fields, typeScript), ...key], typeScript)
  return `import { url } from './shared/imagekit/url.ts'\n\nconst src = url(${options})\n`
}

const snaked = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** A call of `imagekit.url` of the Python SDK, up to version 4; modern options go by their codes there. */
export function pythonCall(given: UrlCall): string {
  const call = { ...given, dialect: given.dialect === 'seed' ? 'seed' : 'classic' } as const
  const fields = [['path', call.path] as const, ...wishes(call, { ...classic, letters: 'snake_case' })]
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
  ].join('\n')
  const since = /"raw": /.test(options) ? '  # 3 or later, for raw' : ''
  return `import os\n\nfrom imagekitio import ImageKit${since}\n\n${client}\n\nsrc = imagekit.url(${options})\n`
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
