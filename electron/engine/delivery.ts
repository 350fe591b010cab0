import { randomBytes } from 'node:crypto'
import { defaultTransformationSettings, TransformationSettings } from '#shared/transformations.ts'
import type { Named } from './index/named.ts'
import type { Settings } from './index/settings.ts'
import { createResolve, type Resolve } from './resolve.ts'
import { createTransforms, type Opened, type TransformRequest, type TransformsOptions } from './transform/transform.ts'

/** The row of the settings that tells how transformation URLs are answered. */
export const settingsName = 'transformations'

/** What answering URLs of pictures needs to know of the library. */
export interface Delivery {
  resolve: Resolve
  settings(): Promise<TransformationSettings>
  /** The key that signs URLs: the library’s own, made at its first use. */
  privateKey(): Promise<string>
  /** Plans a transformation, its bytes to be had from the variants or rendered; fails as the renderer does. */
  transform(request: TransformRequest, signal?: AbortSignal): Promise<Opened>
}

/** Names whose answers are kept, at most. */
const mostKnown = 10_000

/** Keeps answers until the library changes: pages ask for the same pictures over and over. */
function untilChanged<T>(revision: () => number, ask: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const known = new Map<string, T>()
  let at = -1
  return async (name) => {
    const now = revision()
    if (now !== at || known.size >= mostKnown) known.clear()
    at = now
    const kept = known.get(name)
    if (kept !== undefined) return kept
    const found = await ask(name)
    if (revision() === now) known.set(name, found)
    return found
  }
}

export interface DeliveryParts extends Omit<TransformsOptions, 'resolve' | 'named'> {
  named: Named
  settings: Settings
  /** The library’s counter, which every change raises. */
  revision: () => number
}

export function createDelivery({ named, settings, revision, ...parts }: DeliveryParts): Delivery {
  const resolve = untilChanged(revision, createResolve(named))
  const readSettings = untilChanged(revision, async (name) => {
    const kept = TransformationSettings.safeParse(await settings.get(name))
    return kept.success ? kept.data : defaultTransformationSettings
  })
  let saved: TransformationSettings['named'] = {}
  const { open } = createTransforms({
    ...parts,
    resolve,
    named: (name) => (Object.hasOwn(saved, name) ? saved[name] : undefined),
  })
  const currentSettings = () => readSettings(settingsName)
  return {
    resolve,
    async transform(request, signal) {
      saved = (await currentSettings()).named
      return open(request, signal)
    },
    settings: currentSettings,
    async privateKey() {
      const make = () => `private_${randomBytes(21).toString('base64url')}`
      return String(await settings.getOrMake('privateKey', make))
    },
  }
}
