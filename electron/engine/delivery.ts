import { randomBytes } from 'node:crypto'
import type { Step } from '#shared/imagekit/grammar.ts'
import {
  defaultTransformationSettings,
  type TransformationCheck,
  TransformationSettings,
} from '#shared/transformations.ts'
import { createCheck } from './check.ts'
import type { Events } from './events.ts'
import type { Named } from './index/named.ts'
import type { Settings } from './index/settings.ts'
import { createRefusals, type Refusals } from './refusals.ts'
import { createResolve, findPicture, type Resolve } from './resolve.ts'
import type { Preview } from './transform/previews.ts'
import { createTransforms, type Opened, type TransformRequest, type TransformsOptions } from './transform/transform.ts'

/** The row of the settings that tells how transformation URLs are answered. */
export const settingsName = 'transformations'

/** What answering URLs of pictures needs to know of the library. */
export interface Delivery {
  resolve: Resolve
  /** Content hash of the picture that is named, or else of the one that the steps name as default. */
  find(name: string, steps: readonly Step[]): Promise<string | undefined>
  /** What a transformation would come to, and all that is amiss with it. */
  check(asked: { picture: string; transformation: string }): Promise<TransformationCheck>
  settings(): Promise<TransformationSettings>
  /** Pages that asked for pictures and were refused. */
  refusals: Refusals
  /** The key that signs URLs: the library’s own, made at its first use. */
  privateKey(): Promise<string>
  /** Draws a transformation quickly and not exactly; fails as the renderer does. */
  preview(request: TransformRequest, signal?: AbortSignal): Promise<Preview>
  /** Plans a transformation, its bytes to be had from the variants or rendered; fails as the renderer does. */
  transform(request: TransformRequest, signal?: AbortSignal): Promise<Opened>
}

/** Names whose answers are kept, at most, and plans, each as large as its transformation is long. */
const mostKnown = 10_000
const mostPlans = 1000

/** Keeps up to `most` answers until the library changes: pages ask for the same pictures over and over. */
function untilChanged<T, More extends unknown[] = []>(
  revision: () => number,
  ask: (name: string, ...more: More) => Promise<T>,
  most = mostKnown,
): (name: string, ...more: More) => Promise<T> {
  const known = new Map<string, T>()
  let at = -1
  return async (name, ...more) => {
    const now = revision()
    if (now !== at || known.size >= most) known.clear()
    at = now
    const kept = known.get(name)
    if (kept !== undefined) return kept
    const found = await ask(name, ...more)
    if (revision() === now) known.set(name, found)
    return found
  }
}

export interface DeliveryParts extends Omit<TransformsOptions, 'resolve' | 'named'> {
  named: Named
  settings: Settings
  events: Pick<Events, 'emit' | 'listen'>
  /** The library’s counter, which every change raises. */
  revision: () => number
}

export function createDelivery({ named, settings, events, revision, ...parts }: DeliveryParts): Delivery {
  const resolve = untilChanged(revision, createResolve(named))
  const readSettings = untilChanged(revision, async (name) => {
    const kept = TransformationSettings.safeParse(await settings.get(name))
    return kept.success ? kept.data : defaultTransformationSettings
  })
  let saved: TransformationSettings['named'] = {}
  const transforms = createTransforms({
    ...parts,
    resolve,
    named: (name) => (Object.hasOwn(saved, name) ? saved[name] : undefined),
  })
  async function currentSettings(): Promise<TransformationSettings> {
    const current = await readSettings(settingsName)
    saved = current.named
    return current
  }
  const open = (_: string, request: TransformRequest, signal?: AbortSignal) => transforms.open(request, signal)
  const plans = untilChanged(revision, open, mostPlans)
  const find: Delivery['find'] = (name, steps) => findPicture(name, steps, resolve)
  const refusals = createRefusals({
    allowed: async () => (await currentSettings()).origins,
    announce: (origin) => events.emit({ type: 'transformations.refused', revision: revision(), origin }),
  })
  events.listen(({ type }) => {
    // Where the settings cannot be read now, they are when the list is asked for.
    if (type === 'history.changed') refusals.forgetAllowed().catch(() => {})
  })
  return {
    resolve,
    refusals,
    find,
    check: createCheck({ ...transforms, find, settings: currentSettings }),
    async transform(request, signal) {
      await currentSettings()
      return plans(JSON.stringify(request), request, signal)
    },
    async preview(request, signal) {
      await currentSettings()
      return transforms.preview(request, signal)
    },
    settings: currentSettings,
    async privateKey() {
      const make = () => `private_${randomBytes(21).toString('base64url')}`
      return String(await settings.getOrMake('privateKey', make))
    },
  }
}
