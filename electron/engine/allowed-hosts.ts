import { BlockList, isIP } from 'node:net'

/** Whether something may be fetched from that else is not: a name or an address, without brackets, and a port. */
export type IsAllowed = (host: string, port: string) => boolean

const familyOf = (text: string) => ({ 4: 'ipv4', 6: 'ipv6' })[isIP(text)] as 'ipv4' | 'ipv6' | undefined

/** What the settings allow: names and addresses, each at one port or at all, and ranges. Mapped addresses count as IPv4. */
export function allowHosts(entries: readonly string[]): IsAllowed {
  const addresses = new BlockList()
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/')
    const family = familyOf(address)
    if (family && prefix !== undefined) addresses.addSubnet(address, Number(prefix), family)
    else if (family) addresses.addAddress(address, family)
  }
  return (host, port) => {
    const family = familyOf(host)
    const written = family === 'ipv6' ? `[${host}]` : host
    if (entries.includes(written) || entries.includes(`${written}:${port}`)) return true
    return family !== undefined && addresses.check(host, family)
  }
}
