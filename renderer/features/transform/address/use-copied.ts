import { endpointOf } from '../../../state/media-urls.ts'
import { useHost, useTransformer, useWindow } from '../../../state/window.ts'
import type { Copied } from './forms.ts'

/** What there is to copy; null without a picture of the library, or while the URL that is shown is broken. */
export function useCopied(): Copied | null {
  const { client } = useWindow()
  const { picture, steps, breakage, check, spelling } = useTransformer((state) => state)
  const addresses = useHost(({ info }) => info?.addresses)
  if (!picture || breakage || check?.hash === null) return null
  const endpoint = endpointOf(addresses ?? [], location.origin)
  const { expireSeconds } = spelling
  const sign = async (url: string) => {
    const expiry = expireSeconds === null ? {} : { expireSeconds }
    return (await client.transformations.sign({ url, urlEndpoint: endpoint, ...expiry })).url
  }
  return { picture, steps, check, endpoint, spelling, sign }
}
