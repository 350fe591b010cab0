/** Browsers by the names that people know, the more special ones first: each claims to be some of those below it. */
const browsers: [name: string, pattern: RegExp][] = [
  ['Edge', /\bEdg\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Firefox', /\bFirefox\/(\d+)/],
  ['Chrome', /Chrome\/(\d+)/],
  ['Safari', /\bVersion\/(\d+).* Safari\//],
]

/** Who makes a request, as people know it: `curl 8.5.0`, `ImageKit JS 7.10.0`, `Chrome 140 on http://localhost:3000`. */
export function clientNameOf({ headers }: Request): string {
  const agent = headers.get('user-agent') ?? ''
  const browser = agent.startsWith('Mozilla/') ? browserOf(agent) : undefined
  if (browser === undefined) return productOf(agent) || 'unnamed'
  const page = pageOf(headers)
  return page === undefined ? browser : `${browser} on ${page}`
}

function browserOf(agent: string): string | undefined {
  for (const [name, pattern] of browsers) {
    const version = pattern.exec(agent)?.[1]
    if (version !== undefined) return `${name} ${version}`
  }
  return undefined
}

/** The first product with its version, without comments and what it is made of. */
const productOf = (agent: string) => (agent.split(/\s+(?=\(|\S+\/)/, 1)[0] ?? '').trim().replace('/', ' ')

/** The origin of the page that has a browser ask. */
function pageOf(headers: Headers): string | undefined {
  const origin = URL.parse(headers.get('origin') ?? headers.get('referer') ?? '')?.origin
  return origin === 'null' ? undefined : origin
}
