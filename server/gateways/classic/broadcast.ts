import type { Cancel } from '../../../data/model/units.ts'
import { createFramer, type Frame } from '../frame.ts'

/** The channels of the original Maelstrom's last version. */
const classicChannels = ['alarms', 'data', 'logs', '_profiles', '_iocontrollers', '_appsettings'] as const
export type ClassicChannel = (typeof classicChannels)[number]

/** Whether something a client said names one of them. */
export function isClassicChannel(name: unknown): name is ClassicChannel {
  return (classicChannels as readonly unknown[]).includes(name)
}

/** Brings texts to the original's clients: exactly as they are, to whoever listens at that moment. */
export interface Broadcast {
  say(channel: ClassicChannel, text: string): void
  /** Says something of ours as JSON, as the server of the original did. */
  tell(channel: ClassicChannel, payload: object): void
  /** All are handed the same frame, which goes over the socket as it is. */
  hear(channel: ClassicChannel, listener: (frame: Frame) => void): Cancel
  hasListeners(channel: ClassicChannel): boolean
}

/** The answer to a ping, byte for byte. */
export const pong = envelope('_heartbeat', '{"payload": {"action": "pong"}}')

/** Nobody listens yet. */
export function createBroadcast(): Broadcast {
  const framer = createFramer()
  const listeners = new Map<ClassicChannel, Set<(frame: Frame) => void>>()
  const of = (channel: ClassicChannel) => listeners.get(channel) ?? new Set()

  function say(channel: ClassicChannel, text: string): void {
    const all = of(channel)
    if (all.size === 0) return
    const frame = framer.frame(channel, envelope(channel, text))
    for (const listener of all) listener(frame)
  }

  return {
    say,
    tell: (channel, payload) => say(channel, JSON.stringify({ channel, payload })),
    hear(channel, listener) {
      const set = of(channel)
      listeners.set(channel, set.add(listener))
      return () => void set.delete(listener)
    },
    hasListeners: channel => of(channel).size > 0,
  }
}

/** What Python's `json.dumps` makes of `{"channel": channel, "data": text}`: spaces, and nothing but ASCII. */
function envelope(channel: string, text: string): string {
  const data = JSON.stringify(text).replace(
    /[^ -~]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `{"channel": "${channel}", "data": ${data}}`
}
