import { type Option, options } from '#shared/imagekit/names.ts'
import type { OptionValue } from '#shared/imagekit/option.ts'
import { examples } from './examples.ts'

/** How near a code comes to the hosted service. */
export type Likeness = 'exact' | 'approximate' | 'no effect' | 'not rendered'

/** Codes whose constants the hosted service keeps to itself, or that need fonts or models that it has. */
const approximate = new Set([
  ...['fo', 't', 'bl', 'cr', 'e-sharpen', 'e-usm', 'e-contrast', 'e-shadow', 'e-colorize', 'e-distort'],
  ...['ff', 'otf', 'oit', 'oifo'],
])
/** Codes that are understood and change nothing here: a layer has no quality of its own, and faces are not found. */
const idle = new Set(['oiq', 'z'])
/** Times of layers: only videos have them. */
const times = new Set(['lso', 'leo', 'ldu'])

/** What the renderer does about a code. */
export function likenessOf({ code, families }: Option): Likeness {
  const isHosted = families.includes('ai') || families.includes('video') || times.has(code)
  if (isHosted) return 'not rendered'
  if (idle.has(code)) return 'no effect'
  return approximate.has(code) ? 'approximate' : 'exact'
}

const number = (value: number) => value.toLocaleString('en')

function describeNumber(value: Extract<OptionValue, { kind: 'number' }>): string {
  const { min, max, words = [], list, integer, expression, optional } = value
  const range = `${integer ? 'whole, ' : ''}${number(min)} to ${number(max)}`
  const more = [...words.map((word) => `\`${word}\``), ...(expression ? ['arithmetic'] : [])]
  const all = [range, ...more, ...(optional ? ['the code alone'] : [])].join(', or ')
  return list ? `${all}; up to ${list} joined by \`_\`` : all
}

const listed = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(', ')

/** The values that an option takes, in words. */
function describeValue(value: OptionValue): string {
  switch (value.kind) {
    case 'number':
      return describeNumber(value)
    case 'word':
      return listed(value.words) + (value.open ? ' …' : '')
    case 'color':
      return ['colour', ...(value.words ? [listed(value.words)] : [])].join(', ')
    case 'text':
      return `\`${value.shape}\`${value.optional ? ', or the code alone' : ''}`
    case 'path':
      return 'path, `@@` for `/`'
    case 'flag':
      return '`true`, `false`'
    case 'switch':
      return 'the code alone'
  }
}

const titles: Readonly<Record<string, string>> = {
  image: 'Pictures, also within layers',
  'image text': 'Pictures and text layers',
  text: 'Text layers',
  layer: 'Layers: what they show and where they lie',
  overlay: 'Overlays from before there were layers',
  video: 'Video',
  ai: 'The hosted service’s AI',
}

const cell = (text: string) => text.replaceAll('|', '\\|')

function rowOf(option: Option): string {
  const { code, seedCode, names, value, help } = option
  const example = examples.find((one) => one.code === code)
  const codes = seedCode === code ? `\`${code}\`` : `\`${code}\`, \`${seedCode}\``
  const shown = example ? `\`tr:${example.steps}\`` : ''
  const cells = [codes, names.map((name) => `\`${name}\``).join(', '), describeValue(value), help]
  return `| ${[...cells, likenessOf(option), shown].map(cell).join(' | ')} |`
}

const head = ['| code | names | values | what it does | here | for example |', '| --- | --- | --- | --- | --- | --- |']

const introduction = `# Transformations

Every code that a transformation URL may hold, generated from the one table of them (\`shared/imagekit/options.ts\`). Names are those of ImageKit’s SDKs; camelCase is known as well. *Exact*: as ImageKit documents it. *Approximate*: its constants are not documented, [decision 12](decisions/0012-plans-decide-every-number.md) tells ours. *No effect*: accepted, and told in \`x-magpie-warning\`. *Not rendered*: 400 with \`ik-error\`. Refused alike are \`bg-genfill\`, \`lm-displace\` and \`e-distort-a-…\`.

\`npm run docs:transformations\` renders every example, through the port’s own door, into pages to look at. With \`MAGPIE_PHOTOS\` set to a folder of photographs they show one of these, else a drawn scene.`

/** The table as Markdown: a section for each kind of code, in the order of the table. */
export function transformationsDocument(): string {
  const groups = Map.groupBy(options, ({ families }) => families.join(' '))
  const sections = [...groups].map(([families, rows]) =>
    [`## ${titles[[...families.split(' ')].sort().join(' ')] ?? families}`, '', ...head, ...rows.map(rowOf)].join('\n'),
  )
  return `${[introduction, ...sections].join('\n\n')}\n`
}
