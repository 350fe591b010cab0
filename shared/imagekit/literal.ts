/** How a language writes values down. */
export interface Language {
  text(value: string): string
  key(name: string): string
  boolean(value: boolean): string
  /** Between braces and what they hold, on one line. */
  padding: string
  indent: string
}

const inSingleQuotes = (value: string) =>
  `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`

export const typeScript: Language = {
  text: inSingleQuotes,
  key: (name) => (/^[a-z_$][\w$]*$/i.test(name) ? name : inSingleQuotes(name)),
  boolean: String,
  padding: ' ',
  indent: '  ',
}

export const python: Language = {
  text: (value) => JSON.stringify(value),
  key: (name) => JSON.stringify(name),
  boolean: (value) => (value ? 'True' : 'False'),
  padding: '',
  indent: '    ',
}

const widest = 88

function scalar(value: unknown, language: Language): string {
  if (typeof value === 'boolean') return language.boolean(value)
  return typeof value === 'number' ? String(value) : language.text(String(value))
}

/** A value of texts, numbers, booleans, lists and objects as source text: on one line where it fits. */
export function literal(value: unknown, language: Language, before = ''): string {
  if (typeof value !== 'object' || value === null) return scalar(value, language)
  const isList = Array.isArray(value)
  const pair = ([name, part]: [string, unknown], inner: string) =>
    isList ? literal(part, language, inner) : `${language.key(name)}: ${literal(part, language, inner)}`
  const [open, close, padding] = isList ? ['[', ']', ''] : ['{', '}', language.padding]
  const flat = Object.entries(value).map((entry) => pair(entry, ''))
  const line = `${open}${padding}${flat.join(', ')}${padding}${close}`
  if (!line.includes('\n') && before.length + line.length <= widest) return line
  const inner = before + language.indent
  const lines = Object.entries(value).map((entry) => `${inner}${pair(entry, inner)},\n`)
  return `${open}\n${lines.join('')}${before}${close}`
}
