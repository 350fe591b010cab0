import { randomBytes } from 'node:crypto'
import { Failure } from '#shared/failure.ts'
import type { Step } from '#shared/imagekit/grammar.ts'
import {
  defaultTransformationSettings,
  type TransformationCheck,
  TransformationSettings,
} from '#shared/transformations.ts'
import { createCheck } from './check.ts'
import type { Events } from './events.ts'
import type { Named, NamedPicture } from './index/named.ts'
import type { Settings } from './index/settings.ts'
import { createRefusals, type Refusals } from './refusals.ts'
import { createResolve, findPicture, type Resolve } from './resolve.ts'
import type { Preview } from './transform/previews.ts'
import { createTransforms, type Opened, type TransformRequest, type TransformsOptions } from './transform/transform.ts'
import { createUntilChanged, type UntilChanged } from './until-changed.ts'

/** The row of the settings that tells how transformation URLs are answered. */
export const settingsName = 'transformations'
const keyName = 'privateKey'

/** What answering URLs of pictures needs to know of the library. */
export interface Delivery {
  /** For answers that hold until the library changes. */
  untilChanged: UntilChanged
  resolve: Resolve
  /** The picture that is named, or else the one that the steps name as default. */
  find(name: string, steps: readonly Step[]): Promise<NamedPicture | undefined>
  /** What a transformation would come to, and all that is amiss with it. */
  check(asked: { picture: string; transformation: string }): Promise<TransformationCheck>
  settings(): Promise<TransformationSettings>
  /** Pages that asked for pictures and were refused. */
  refusals: Refusals
  /** The key that signs URLs: the library’s own, made at its first use. */
  privateKey(): Promise<string>
  /** Makes another key; what the former one signed is refused from now on. */
  replaceKey(): Promise<string>
  /** Draws a transformation quickly and not exactly; fails as the renderer does. */
  preview(request: TransformRequest, signal?: AbortSignal): Promise<Preview>
  /** Plans a transformation, its bytes to be had from the variants or rendered; fails as the renderer does. */
  transform(request: TransformRequest, signal?: AbortSignal): Promise<Opened>
  /**
   * Draws a file that is not stored by steps, strictly and in its own format; fails as the renderer does, and with
   * `forbidden` for layers of private pictures: the result may be shown to everybody.
   */
  draw(file: { path: string; hash: string }, steps: Step[]): Promise<Uint8Array>
  /** Drops what was rendered of pictures, by content hash; it is rendered anew when it is asked for. */
  forget(hashes: readonly string[]): Promise<void>
}

export interface DeliveryParts extends Omit<TransformsOptions, 'resolve' | 'named'> {
  named: Named
  settings: Settings
  events: Pick<Events, 'emit' | 'listen'>
  /** The library’s counter, which every change raises. */
  revision: () => number
}

const makeKey = () => `private_${randomBytes(21).toString('base64url')}`

/** Steps whose result has the format of what they are done to, unless they tell another. */
function inOwnFormat([first = [], ...others]: Step[]): Step[] {
  const isTold = [first, ...others].flat().some((item) => item.kind === 'parameter' && item.code === 'f')
  return isTold ? [first, ...others] : [[{ kind: 'parameter', code: 'f', value: 'orig' }, ...first], ...others]
}

function asForbidden(error: unknown): never {
  if (!(error instanceof Failure) || error.code !== 'unauthorized') throw error
  throw new Failure('forbidden', 'A picture in a layer is private: draw it by a signed URL instead.')
}

export function createDelivery({ named, settings, events, revision, ...parts }: DeliveryParts): Delivery {
  const untilChanged = createUntilChanged(revision)
  const resolve = untilChanged(createResolve(named))
  const readSettings = untilChanged(async (name) => {
    const kept = TransformationSettings.safeParse(await settings.get(name))
    return kept.success ? kept.data : defaultTransformationSettings
  })
  let saved: TransformationSettings['named'] = {}
  const options = {
    ...parts,
    resolve,
    named: (name: string) => (Object.hasOwn(saved, name) ? saved[name] : undefined),
  }
  const transforms = createTransforms(options)
  async function currentSettings(): Promise<TransformationSettings> {
    const current = await readSettings(settingsName)
    saved = current.named
    return current
  }
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
    untilChanged,
    resolve,
    refusals,
    find,
    check: createCheck({
      ...transforms,
      find: async (...asked) => (await find(...asked))?.hash,
      settings: currentSettings,
    }),
    forget: transforms.forget,
    async transform(request, signal) {
      await currentSettings()
      return transforms.open(request, signal)
    },
    async preview(request, signal) {
      await currentSettings()
      return transforms.preview(request, signal)
    },
    async draw({ path, hash }, steps) {
      await currentSettings()
      const pathOf = (other: string) => (other === hash ? path : parts.blobs.pathOf(other))
      const { open } = createTransforms({ ...options, blobs: { ...parts.blobs, pathOf } })
      const asked = { image: hash, steps: inOwnFormat(steps), accept: '', hints: {}, strict: true, isPublic: true }
      return (await open(asked).catch(asForbidden)).exported()
    },
    settings: currentSettings,
    privateKey: async () => String(await settings.getOrMake(keyName, makeKey)),
    async replaceKey() {
      const key = makeKey()
      await settings.replace(keyName, key)
      return key
    },
  }
}
