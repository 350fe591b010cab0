import { z } from 'zod'

const label = '[a-z\\d_](?:[a-z\\d_-]*[a-z\\d_])?'
const hostPattern = new RegExp(`^(?:\\[[a-f\\d:]+\\]|${label}(?:\\.${label})*)(?::\\d+)?$`)

/** Whether it is a host as URLs write it, with a port or without; a port that a scheme has anyway is left out by it. */
const isHost = (text: string) =>
  hostPattern.test(text) && ['http', 'https'].some((scheme) => URL.parse(`${scheme}://${text}`)?.host === text)

const kinds = [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6(), z.string().refine(isHost)]

const AllowedHost = z
  .string()
  .trim()
  .toLowerCase()
  .max(300)
  .refine(
    (text) => kinds.some((kind) => kind.safeParse(text).success),
    'must be a host such as nas.local or localhost:3000, an address such as 192.168.0.7 or a range such as 10.0.0.0/8',
  )

/**
 * What may be fetched from though it is private or its port is unusual: names and addresses (of IPv6 in brackets where
 * a port follows), each at one port or at all, and ranges of addresses.
 */
export const DownloadSettings = z.strictObject({ allowedHosts: z.array(AllowedHost).max(100, 'may hold 100 hosts') })
export type DownloadSettings = z.infer<typeof DownloadSettings>

export const defaultDownloadSettings: DownloadSettings = { allowedHosts: [] }
