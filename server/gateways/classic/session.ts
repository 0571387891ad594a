import type { Cancel } from '../../../data/model/units.ts'
import { type Broadcast, type ClassicChannel, isClassicChannel, pong } from './broadcast.ts'

/** One old client's side of the protocol; knows frames, not sockets. */
export interface ClassicSession {
  /** Takes one text frame. Never throws: what it does not understand it ignores. */
  receive(text: string): void
  close(): void
}

/** A client that just connected; `send` takes its text frames. Only a ping is answered. */
export function createClassicSession(broadcast: Broadcast, send: (frame: string) => void): ClassicSession {
  const subscriptions = new Map<ClassicChannel, Cancel>()

  function handle({ action, channel }: { action?: unknown; channel?: unknown }): void {
    if (action === 'ping') send(pong)
    if (!isClassicChannel(channel)) return
    if (action === 'subscribe' && !subscriptions.has(channel)) {
      subscriptions.set(channel, broadcast.hear(channel, send))
    } else if (action === 'unsubscribe') {
      subscriptions.get(channel)?.()
      subscriptions.delete(channel)
    }
  }

  return {
    receive(text) {
      let message: unknown
      try {
        message = JSON.parse(text)
      } catch {
        return
      }
      if (typeof message === 'object' && message !== null) handle(message)
    },
    close() {
      for (const cancel of subscriptions.values()) cancel()
      subscriptions.clear()
    },
  }
}
