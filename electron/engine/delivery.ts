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

export interface DeliveryParts extends Omit<TransformsOptions, 'resolve' | 'named'> {
  named: Named
  settings: Settings
}

export function createDelivery({ named, settings, ...parts }: DeliveryParts): Delivery {
  const resolve = createResolve(named)
  const { open } = createTransforms({ ...parts, resolve })
  return {
    resolve,
    transform: open,
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
