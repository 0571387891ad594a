import { EventEmitter } from 'node:events'
import type { WebSocket } from 'ws'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { createHeartbeat, type Heartbeat } from '../../server/gateways/heartbeat.ts'

/** A client that answers pings for so long as it lives. */
function client(clock: { uptime(): number }, heartbeat: Heartbeat) {
  const pinged: number[] = []
  const socket = Object.assign(new EventEmitter(), {
    OPEN: 1,
    readyState: 1,
    alive: true,
    ended: null as number | null,
    ping() {
      pinged.push(clock.uptime() / 1000)
      if (socket.alive) socket.emit('pong')
    },
    terminate() {
      socket.ended = clock.uptime() / 1000
      heartbeat.forget(watched)
    },
  })
  const watched = socket as unknown as WebSocket
  return { socket, pinged, watched }
}

test('each client is pinged every 20 s, and let go at 40 s when it does not answer', async () => {
  const clock = virtualClock()
  const heartbeat = createHeartbeat(clock)
  const [early, late, gone] = [client(clock, heartbeat), client(clock, heartbeat), client(clock, heartbeat)]
  heartbeat.watch(early.watched)
  await clock.advance(7_000)
  heartbeat.watch(late.watched)
  gone.socket.alive = false
  heartbeat.watch(gone.watched)
  await clock.advance(60_000)
  expect([early.pinged, late.pinged, gone.pinged]).toEqual([[20, 40, 60], [27, 47, 67], [27]])
  expect([early.socket.ended, late.socket.ended, gone.socket.ended]).toEqual([null, null, 47])
})

test('clients that come one after the other are not pinged at once', async () => {
  const clock = virtualClock()
  const heartbeat = createHeartbeat(clock)
  const all = Array.from({ length: 100 }, () => client(clock, heartbeat))
  for (const { watched } of all) {
    heartbeat.watch(watched)
    await clock.advance(200)
  }
  await clock.advance(20_000)
  const moments = all.map(({ pinged }) => pinged[0]!)
  const busiest = Math.max(...moments.map(moment => moments.filter(other => other === moment).length))
  expect(busiest).toBeLessThanOrEqual(10)
})

test('nobody watched, nothing runs; and it goes on with the next one', async () => {
  const clock = virtualClock()
  let running = 0
  const heartbeat = createHeartbeat({
    every(ms, action) {
      running += 1
      const cancel = clock.every(ms, action)
      return () => {
        running -= 1
        cancel()
      }
    },
  })
  expect(running).toBe(0)
  const [first, second] = [client(clock, heartbeat), client(clock, heartbeat)]
  heartbeat.watch(first.watched)
  expect(running).toBe(1)
  first.socket.terminate()
  expect(running).toBe(0)
  heartbeat.watch(second.watched)
  await clock.advance(20_000)
  expect(second.pinged).toEqual([20])
  heartbeat.stop()
  expect(running).toBe(0)
})
