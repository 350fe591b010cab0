import { randomBytes } from 'node:crypto'
import { defaultTransformationSettings, TransformationSettings } from '#shared/transformations.ts'
import type { Named } from './index/named.ts'
import type { Settings } from './index/settings.ts'
import { createResolve, type Resolve } from './resolve.ts'

/** The row of the settings that tells how transformation URLs are answered. */
export const settingsName = 'transformations'

/** What answering URLs of pictures needs to know of the library. */
export interface Delivery {
  resolve: Resolve
  settings(): Promise<TransformationSettings>
  /** The key that signs URLs: the library’s own, made at its first use. */
  privateKey(): Promise<string>
}

export function createDelivery({ named, settings }: { named: Named; settings: Settings }): Delivery {
  return {
    resolve: createResolve(named),
    async settings() {
      const kept = TransformationSettings.safeParse(await settings.get(settingsName))
      return kept.success ? kept.data : defaultTransformationSettings
    },
    async privateKey() {
      const make = () => `private_${randomBytes(21).toString('base64url')}`
      return String(await settings.getOrMake('privateKey', make))
    },
  }
}
