import { setImmediate } from 'node:timers/promises'
import { WebSocket } from 'ws'

/** An old client's socket that keeps the frames it hears, byte for byte. */
export async function oldClient(url: string, options: { headers?: Record<string, string>; protocols?: string[] } = {}) {
  const { headers = {}, protocols = [] } = options
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket`, protocols, { headers })
  const heard: string[] = []
  socket.on('message', data => heard.push(String(data)))
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const client = {
    socket,
    heard,
    /** Frames on a channel. */
    on: (channel: string) => heard.filter(frame => frame.startsWith(`{"channel": "${channel}", `)),
    send: (frame: string) => socket.send(frame),
    /** Gives the sockets turns until there are so many frames on the channel. */
    async until(channel: string, count: number): Promise<string[]> {
      const deadline = performance.now() + 10_000
      while (client.on(channel).length < count) {
        if (performance.now() > deadline) throw new Error(`${channel} heard only: ${heard.join('\n').slice(0, 2000)}`)
        await setImmediate()
      }
      return client.on(channel)
    },
    /** Sends frames, then makes sure that they have been handled: the last one is a ping. */
    async say(...frames: string[]): Promise<void> {
      const before = client.on('_heartbeat').length
      for (const frame of [...frames, ping]) socket.send(frame)
      await client.until('_heartbeat', before + 1)
    },
    subscribe: (...channels: string[]) => client.say(...channels.map(subscribe)),
  }
  return client
}

export const ping = '{ "action": "ping", "channel": "_heartbeat" }'
export const subscribe = (channel: string) => `{ "action": "subscribe", "channel": "${channel}" }`
export const unsubscribe = (channel: string) => `{ "action": "unsubscribe", "channel": "${channel}" }`

/** What Tornado sent for a text on a channel; the text must be ASCII. */
export const frame = (channel: string, text: string) =>
  `{"channel": "${channel}", "data": "${text.replace(/[\\"]/g, '\\$&')}"}`

/** Status and bytes of a request; a string is sent as a form, anything else as JSON. */
export async function ask(url: string, method = 'GET', body?: unknown): Promise<string> {
  const form = typeof body === 'string'
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json'
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body), headers: { 'Content-Type': type } }),
  })
  return `${response.status} ${await response.text()}`
}

/** `POST /publish` as a script does it. */
export function post(url: string, channel: string, data: string): Promise<string> {
  return ask(`${url}/publish`, 'POST', String(new URLSearchParams({ data, channel })))
}
