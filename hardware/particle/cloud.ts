import type { ParticleAddress } from '../../data/model/board.ts'
import type { Clock } from '../../data/model/units.ts'
import type { Link, LinkConnection } from '../boards/link.ts'
import { tcpLink } from '../boards/tcp.ts'

type CloudAddress = Extract<ParticleAddress, { kind: 'cloud' }>

/** Milliseconds; together with the connection's own it stays below what the supervisor waits for a board to open. */
const answerWithin = 5000
const largestAnswer = 10_000

/** Why the cloud does not tell the address, for people. Nothing of its answer is repeated: it may contain the token. */
const explainStatus = (status: number, { deviceId }: CloudAddress): string => {
  switch (status) {
    case 400:
    case 401:
      return 'the Particle cloud does not accept the access token: make a new one'
    case 403:
      return `the access token may not use device ${deviceId}: is it the owner's?`
    case 404:
      return `the Particle cloud knows no device ${deviceId} with an endpoint: is VoodooSpark on it, and is it online?`
    case 408:
    case 504:
      return `device ${deviceId} does not answer the Particle cloud: is it switched on and online?`
    case 429:
      return 'the Particle cloud was asked too often'
    default:
      return `the Particle cloud answers with status ${status}`
  }
}

/** Host and port in the cloud's answer `{"cmd":"VarReturn","result":"ip:port"}`; null when it says something else. */
const endpointIn = (text: string): { host: string; port: number } | null => {
  try {
    const { result } = JSON.parse(text) as { result?: unknown }
    const match = typeof result === 'string' && /^([A-Za-z0-9._-]{1,253}):(\d{1,5})$/.exec(result)
    const port = match ? Number(match[2]) : 0
    return match && port > 0 && port < 65_536 ? { host: match[1]!, port } : null
  } catch {
    return null
  }
}

const read = async (response: Response): Promise<string> => {
  const decoder = new TextDecoder()
  let text = ''
  for await (const part of response.body ?? []) {
    text += decoder.decode(part, { stream: true })
    if (text.length > largestAnswer) break
  }
  return text
}

/** Asks the cloud where a device is. Resolves to an endpoint or to a sentence that says why there is none; never rejects. */
const findDevice = async (address: CloudAddress, signal: AbortSignal) => {
  const { api, deviceId, accessToken = '' } = address
  const url = new URL(`${api.replace(/\/+$/, '')}/v1/devices/${encodeURIComponent(deviceId)}/endpoint`)
  url.searchParams.set('access_token', accessToken)
  try {
    // A redirection would take the token elsewhere.
    const response = await fetch(url, { signal, redirect: 'error', headers: { accept: 'application/json' } })
    if (!response.ok) return explainStatus(response.status, address)
    return (
      endpointIn(await read(response)) ??
      `the Particle cloud does not tell the address of device ${deviceId}: is VoodooSpark on it, and is it online?`
    )
  } catch (error) {
    if (signal.aborted) return `the Particle cloud does not answer within ${answerWithin / 1000} s`
    const { code } = ((error as Error).cause ?? {}) as { code?: unknown }
    const why = typeof code === 'string' ? ` (${code})` : ''
    return `the Particle cloud at ${url.host} cannot be reached${why}: is this computer online?`
  }
}

/** A board that is found through the Particle cloud, anew for each connection: its address may change. */
export const cloudLink = (address: CloudAddress, clock: Clock): Link => ({
  open(listener) {
    const asking = new AbortController()
    let connection: LinkConnection | null = null
    const giveUp = clock.after(answerWithin, () => asking.abort())
    let isClosed = false
    const asked = findDevice(address, asking.signal).then(found => {
      giveUp()
      if (isClosed) return
      if (typeof found === 'string') listener.closed(found)
      else connection = tcpLink(found.host, found.port, clock).open(listener)
    })
    return {
      write: bytes => connection?.write(bytes),
      async close() {
        isClosed = true
        asking.abort()
        await asked
        await connection?.close()
      },
    }
  },
})
