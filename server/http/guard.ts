import { isIP } from 'node:net'
import { hostname } from 'node:os'

/**
 * Whether a Host header names this machine. Addresses and its own names do, also with the dot of the root behind them; any
 * other name may be an attacker's that resolves to us (DNS rebinding). Pages always send one; devices that speak HTTP/1.0 need not.
 */
export function isOurHost(header: string | undefined, configured: string): boolean {
  if (header === undefined) return true
  const match = /^(?:\[([0-9a-f:.]+)\]|([\w.-]*\w)\.?)(?::\d{1,5})?$/i.exec(header)
  const name = (match?.[1] ?? match?.[2])?.toLowerCase()
  if (!name) return false
  const own = hostname().toLowerCase()
  return isIP(name) > 0 || [configured.toLowerCase(), 'localhost', own, `${own}.local`].includes(name)
}

/** Whether a request comes from our own pages, or from no page at all. */
export function isOurOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true
  try {
    return new URL(origin).host === host?.toLowerCase()
  } catch {
    return false
  }
}
