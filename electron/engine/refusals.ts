import { type RefusedOrigin, TransformationSettings } from '#shared/transformations.ts'

interface RefusalParts {
  /** Origins that may show pictures. */
  allowed(): Promise<readonly string[]>
  /** Hears of an origin that was refused the first time. */
  announce(origin: string): void
  now?: () => number
}

/** Origins that are remembered: a page that invents others pushes out the oldest. */
const most = 50
const longestUrl = 2048
/** What cannot be allowed need not be remembered. */
const origins = TransformationSettings.shape.origins.element

/** Pages that were refused since the start, to be allowed with one click. */
export function createRefusals({ allowed, announce, now = Date.now }: RefusalParts) {
  const known = new Map<string, RefusedOrigin>()
  /** New origins are announced as long as they are few: pages can invent thousands. */
  let isFlooded = false

  function note(origin: string, url: string): void {
    if (!origins.safeParse(origin).success) return
    const count = (known.get(origin)?.count ?? 0) + 1
    known.delete(origin)
    const [oldest] = known.keys()
    if (known.size >= most && oldest !== undefined) known.delete(oldest)
    known.set(origin, { origin, count, lastAt: new Date(now()).toISOString(), url: url.slice(0, longestUrl) })
    isFlooded ||= known.size >= most
    if (count === 1 && !isFlooded) announce(origin)
  }

  /** Forgets those that are allowed by now: refused again, they are news again. */
  async function forgetAllowed(): Promise<void> {
    if (known.size === 0) return
    for (const origin of await allowed()) known.delete(origin)
    isFlooded = known.size >= most
  }

  return {
    note,
    forgetAllowed,
    /** The latest first. */
    async list(): Promise<RefusedOrigin[]> {
      await forgetAllowed()
      return [...known.values()].reverse()
    },
  }
}

export type Refusals = ReturnType<typeof createRefusals>
