import type { Outlet } from '../fanout.ts'
import type { Session } from '../websocket.ts'
import { type ClassicChannel, isClassicChannel, pong } from './broadcast.ts'

/** One old client's side of the protocol; knows frames, not sockets. Only a ping is answered, what it does not understand it ignores. */
export function createClassicSession(outlet: Outlet): Session {
  const subscriptions = new Set<ClassicChannel>()

  function handle({ action, channel }: { action?: unknown; channel?: unknown }): void {
    if (action === 'ping') outlet.send(pong)
    if (!isClassicChannel(channel)) return
    if (action === 'subscribe' && !subscriptions.has(channel)) outlet.hear([...subscriptions.add(channel)])
    else if (action === 'unsubscribe' && subscriptions.delete(channel)) outlet.hear([...subscriptions])
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
  }
}
