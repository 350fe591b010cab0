import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Failure } from '#shared/failure.ts'

/** How Magpie is started: from flags, or from the environment where no flag is given. */
export interface StartOptions {
  /** The library’s folder, absolute. */
  library: string
  port: number
  /** An address to listen at beside loopback. */
  host: string | undefined
  allowHosts: string[]
  allowOrigins: string[]
  token: string | undefined
  headless: boolean
  /** Whether a library without a window prints its private key. */
  showKey: boolean
  help: boolean
}

type Environment = Record<string, string | undefined>

const defaultPort = 8010

const flags = {
  library: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  'allow-origin': { type: 'string', multiple: true },
  headless: { type: 'boolean' },
  'show-key': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/**
 * Reads the options; bad ones are `Failure`s that name the flag. With `unknown: 'ignore'` other programs’ flags pass
 * (Electron’s own arrive among ours).
 */
export function parseOptions(
  args: string[],
  environment: Environment = process.env,
  { unknown = 'refuse' }: { unknown?: 'refuse' | 'ignore' } = {},
): StartOptions {
  const values = parseFlags(args, unknown === 'refuse')
  const single = (name: 'library' | 'port' | 'host') => values[name] ?? (environment[variable(name)] || undefined)
  const list = (name: 'allow-host' | 'allow-origin') => values[name] ?? splitList(environment[variable(name)])
  return {
    library: resolve(single('library') ?? defaultLibrary(environment)),
    port: parsePort(single('port')),
    host: single('host'),
    allowHosts: list('allow-host').map(parseHost),
    allowOrigins: list('allow-origin').map(parseOrigin),
    token: environment.MAGPIE_TOKEN || undefined,
    headless: values.headless ?? isOn(environment.MAGPIE_HEADLESS),
    showKey: values['show-key'] ?? isOn(environment.MAGPIE_SHOW_KEY),
    help: values.help ?? isOn(environment.MAGPIE_HELP),
  }
}

const variable = (flag: string) => `MAGPIE_${flag.toUpperCase().replace('-', '_')}`

const splitList = (text = '') => text.split(',').flatMap((part) => part.trim() || [])

const isOn = (text: string | undefined) => text !== undefined && !['', '0', 'false', 'no'].includes(text.toLowerCase())

function parseFlags(args: string[], strict: boolean): FlagValues {
  try {
    const { values } = parseArgs({ args, options: flags, strict, allowPositionals: !strict })
    return onlyOurs(values)
  } catch (cause) {
    const [flag] = /--?[\w-]+/.exec((cause as Error).message) ?? []
    const message = `${(cause as Error).message.split('. ')[0]}. See --help for the flags there are.`
    throw new Failure('invalid', message, { cause, ...(flag && { field: flag }) })
  }
}

interface FlagValues {
  library?: string
  port?: string
  host?: string
  'allow-host'?: string[]
  'allow-origin'?: string[]
  headless?: boolean
  'show-key'?: boolean
  help?: boolean
}

/** Without strictness a flag without its value comes as `true`. */
function onlyOurs(values: Record<string, unknown>): FlagValues {
  for (const [name, { type }] of Object.entries(flags)) {
    const given = [values[name]].flat()
    if (type === 'string' && given.includes(true)) throw refuse(`--${name}`, 'needs a value')
  }
  return values
}

function parsePort(text: string | undefined): number {
  if (text === undefined) return defaultPort
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65_535) return port
  throw refuse('--port', 'must be a number from 0 to 65535')
}

function parseHost(text: string): string {
  if (/^[^\s/@?#]+$/.test(text)) return text.toLowerCase()
  throw refuse('--allow-host', 'must be a name such as nas.local, with or without :port')
}

function parseOrigin(text: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@]+$/.test(text)) return text
  throw refuse('--allow-origin', 'must be an origin such as https://example.org, without a path')
}

const refuse = (flag: string, what: string) =>
  new Failure('invalid', `${flag} ${what}. See --help for the flags there are.`, { field: flag })

/** The library’s folder when none is named: in the platform’s data folder for the user. */
export function defaultLibrary(
  environment: Environment,
  platform: string = process.platform,
  home = homedir(),
): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Magpie')
  if (platform === 'win32') return join(environment.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'Magpie')
  return join(environment.XDG_DATA_HOME || join(home, '.local', 'share'), 'magpie')
}

/** Flags, the variables that stand for them, and what they mean: for `--help` and the documents. */
export const optionRows = [
  ['--library DIR', 'MAGPIE_LIBRARY', 'the folder of the library'],
  ['--port N', 'MAGPIE_PORT', `the port to answer at (${defaultPort})`],
  ['--host ADDRESS', 'MAGPIE_HOST', 'an address to listen at beside this machine’s own; needs MAGPIE_TOKEN'],
  ['--allow-host NAME', 'MAGPIE_ALLOW_HOST', 'another name that requests may use for this machine; repeats'],
  ['--allow-origin ORIGIN', 'MAGPIE_ALLOW_ORIGIN', 'a web page’s origin that may use the library; repeats'],
  ['--headless', 'MAGPIE_HEADLESS=1', 'no window: only the port, with the same page'],
  ['--show-key', 'MAGPIE_SHOW_KEY=1', 'without a window: print the private key, for ImageKit’s SDKs'],
  ['--help', '', 'this text'],
  ['', 'MAGPIE_TOKEN', 'the secret that every request must show, where one is set'],
] as const

/** What `--help` prints. */
export function formatHelp(): string {
  const lines = optionRows.map(([flag, name, what]) => `  ${flag.padEnd(22)} ${name.padEnd(20)} ${what}`)
  return [
    'Magpie keeps pictures: each once, found by URL and by likeness.',
    '',
    'Flags, and the variables that stand for them (lists with commas):',
    ...lines,
    '',
    `Without --library the pictures are in ${defaultLibrary(process.env)}`,
  ].join('\n')
}
