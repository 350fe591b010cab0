import { isIPv6 } from 'node:net'
import { networkInterfaces } from 'node:os'

const loopback = ['127.0.0.1', '::1']
const everywhere = ['0.0.0.0', '::']

/** Whether an address is this machine’s alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

/** The addresses to listen at: loopback in both families, so that nobody else can be `localhost`, and `host`. */
export function addressesToBind(host: string | undefined): string[] {
  if (host === undefined || host === 'localhost') return loopback
  if (host === '0.0.0.0') return ['0.0.0.0', '::1']
  if (host === '::') return ['::']
  return [...new Set([...loopback, host])]
}

/**
 * The names that a Host header may have because the server listens at `host`. Addresses are safe where names are
 * not: no site can point an address of its own at this machine.
 */
export function hostNamesOf(host: string | undefined): string[] {
  if (host === undefined) return []
  if (!everywhere.includes(host)) return [inHost(host)]
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return all.map(({ address }) => inHost(address))
}

const inHost = (address: string) => (isIPv6(address) ? `[${address}]` : address)
