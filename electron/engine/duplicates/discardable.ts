import { Failure } from '#shared/failure.ts'
import type { Keeping } from '../index/keeping.ts'
import type { Copy } from './best.ts'

/** Copies whose sources are read at once. */
const slice = 2000

/**
 * Fails with `invalid` where a picture is to be kept and discarded, with `conflict` where one comes from a protected
 * source: so that the last copy always stays, and what is protected does, too.
 */
export async function expectDiscardable(
  keepings: readonly Keeping[],
  read: (images: readonly number[]) => Promise<Copy[]>,
): Promise<void> {
  const keepers = new Set(keepings.map(({ keeper }) => keeper))
  const discard = keepings.flatMap((one) => one.discard)
  if (discard.some((image) => keepers.has(image)))
    throw new Failure('invalid', 'The picture to keep cannot be discarded: the last copy always stays.', {
      field: 'discard',
    })
  for (let at = 0; at < discard.length; at += slice) {
    const fixed = (await read(discard.slice(at, at + slice))).find(({ isProtected }) => isProtected)
    if (!fixed) continue
    const message = `${fixed.name} comes from a protected source and is never discarded. Keep that one, or change the protected sources.`
    throw new Failure('conflict', message, { field: 'discard' })
  }
}
