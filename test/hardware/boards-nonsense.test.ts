import { expect, test } from '@jest/globals'
import type { LinkListener } from '../../hardware/boards/link.ts'
import { openDevices } from '../../hardware/devices.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { fc } from '../random.ts'
import { actuator, board, sensor } from './boards-rig.ts'

// What real boards say to be, so that fuzzing gets past the handshake.
const introduction: number[][] = [
  [0xf9, 2, 5],
  [0xf0, 0x79, 2, 5, 0x41, 0, 0xf7],
  [0xf0, 0x6c, ...Array(20).fill([0, 1, 1, 1, 2, 10, 3, 8, 7, 1, 11, 1, 0x7f]).flat(), 0xf7],
  [0xf0, 0x6a, ...Array(14).fill(0x7f), 0, 1, 2, 3, 4, 5, 0xf7],
]

const payload = fc.array(fc.integer({ min: 0, max: 0x7f }), { maxLength: 80 })
const sysex = (command: number) => payload.map(data => [0xf0, command, ...data, 0xf7])
const heartbeat = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.array(fc.integer({ min: 0, max: 0x7f }), { minLength: 5, maxLength: 5 }))
  .map(([state, rest]) => [0xf0, 0x01, 0x7f, 0x01, state, ...rest, 0xf7])
const found = payload.map(data => [0xf0, 0x73, 0x42, 2, ...data, 0xf7])
const message = fc.oneof(
  fc.constantFrom(...introduction),
  heartbeat,
  found,
  ...[0x01, 0x42, 0x43, 0x6a, 0x6c, 0x6e, 0x71, 0x73, 0x75, 0x77, 0x79].map(sysex),
  fc.array(fc.integer({ min: 0, max: 0xff }), { maxLength: 40 }),
)

test('a peer that talks nonsense, in whole messages, never throws', async () => {
  let wasUp = 0
  await fc.assert(
    fc.asyncProperty(fc.array(message, { maxLength: 60 }), fc.boolean(), async (messages, introduces) => {
      const clock = virtualClock()
      let peer: LinkListener | undefined
      const devices = openDevices({
        clock,
        log: () => {},
        simulated: () => ({
          open(listener) {
            peer = listener
            clock.after(1, () => listener.opened())
            return { write() {}, close: async () => {} }
          },
        }),
      })
      devices.configure({
        boards: [board],
        sensors: [
          sensor('beer', { kind: 'ds18b20', pin: 2 }),
          sensor('room', { kind: 'tmp36', channel: 15 }),
          sensor('mash', { kind: 'ntc', channel: 0 }),
          sensor('level', { kind: 'digital', pin: 69 }),
          sensor('lid', { kind: 'digital', pin: 4, pullUp: false }),
        ],
        actuators: [
          actuator('element', 'heater', { kind: 'relay', pin: 6 }),
          actuator('pump', 'pump', { kind: 'relay', pin: 68, activeLow: true }),
          actuator('fan', 'cooler', { kind: 'pwm', pin: 9 }),
        ],
      })
      await clock.advance(2)
      const say = (bytes: number[]) => peer?.data(Uint8Array.from(bytes))
      if (introduces) for (const each of introduction) say(each)
      for (const bytes of messages) {
        say(bytes)
        for (const id of ['element', 'pump', 'fan']) devices.actuator(id)?.write(100)
        devices.beat()
        await clock.advance(130)
      }
      if (devices.board('arduino')?.phase === 'ready') wasUp++
      await devices.close()
    }),
    { numRuns: 300 },
  )
  expect(wasUp).toBeGreaterThan(20)
}, 60_000)
