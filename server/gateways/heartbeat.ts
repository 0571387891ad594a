import type { WebSocket } from 'ws'
import type { Cancel, Clock } from '../../data/model/units.ts'

/** Finds out which clients are gone, whatever TCP believes. */
export interface Heartbeat {
  /** From now on it is pinged. */
  watch(socket: WebSocket): void
  /** It is closed. */
  forget(socket: WebSocket): void
  stop: Cancel
}

/** A client is pinged every so many seconds, and let go when it has not answered by the next time. */
const period = 20

/** Pings a part of the clients each second: all at once, ten thousand would keep the loops waiting. */
export function createHeartbeat(clock: Pick<Clock, 'every'>): Heartbeat {
  const turns = Array.from({ length: period }, () => new Set<WebSocket>())
  const silent = new WeakSet<WebSocket>()
  let turn = 0
  let watched = 0
  let stop: Cancel = () => {}

  function beat(): void {
    turn = (turn + 1) % period
    for (const socket of turns[turn]!) {
      if (silent.has(socket)) socket.terminate()
      else if (socket.readyState === socket.OPEN) {
        silent.add(socket)
        socket.ping()
      }
    }
  }

  function answered(this: WebSocket): void {
    silent.delete(this)
  }

  return {
    stop: () => stop(),
    watch(socket) {
      turns[turn]!.add(socket)
      if (watched++ === 0) stop = clock.every(1_000, beat)
      socket.on('pong', answered)
    },
    forget(socket) {
      for (const sockets of turns) sockets.delete(socket)
      if (--watched === 0) stop()
    },
  }
}
