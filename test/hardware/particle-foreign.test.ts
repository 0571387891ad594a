import { once } from 'node:events'
import { createRequire } from 'node:module'
import { afterEach, expect, test } from '@jest/globals'
import { particleIo } from '../../hardware/particle/io.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { host } from './network-rig.ts'
import { particleDevice } from './particle-device.ts'

/** What this test uses of particle-io, the IO plugin that Spark boards used to be driven by. */
interface Foreign extends NodeJS.EventEmitter {
  MODES: { INPUT: number; OUTPUT: number; ANALOG: number; PWM: number }
  pinMode(pin: string | number, mode: number): void
  digitalWrite(pin: string, value: 0 | 1): void
  analogWrite(pin: string, value: number): void
  analogRead(pin: string, listener: (value: number) => void): void
  digitalRead(pin: string, listener: (value: number) => void): void
}

const Particle = createRequire(import.meta.url)('particle-io') as new (options: {
  token: string
  deviceId: string
  host: string
  port: number
}) => Foreign

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** The emulated device, sending whole messages: particle-io loses its place in split ones. */
async function driven() {
  const clock = virtualClock()
  const device = await particleDevice(clock, 64)
  ends.push(() => device.close())
  const board = new Particle({ token: 'none', deviceId: 'none', host, port: device.port })
  await once(board, 'ready')
  return { clock, device, board }
}

test('particle-io drives the outputs of the device that our own IO is tested with', async () => {
  const { clock, device, board } = await driven()
  board.pinMode('D2', board.MODES.OUTPUT)
  board.digitalWrite('D2', 1)
  board.pinMode('D0', board.MODES.PWM)
  board.analogWrite('D0', 128)
  await clock.advanceUntil(() => device.drives(2) === 255 && device.drives(0) === 128, 5000)
  board.digitalWrite('D2', 0)
  await clock.advanceUntil(() => device.drives(2) === 0, 5000)
})

test('particle-io reads its inputs', async () => {
  const { clock, device, board } = await driven()
  device.setVoltage(3, 1.65)
  device.setLevel(4, 1)
  const seen: Record<string, number> = {}
  board.pinMode('A3', board.MODES.ANALOG)
  board.analogRead('A3', value => {
    seen.A3 = value
  })
  board.pinMode('D4', board.MODES.INPUT)
  board.digitalRead('D4', value => {
    seen.D4 = value
  })
  await clock.advanceUntil(() => 'A3' in seen && 'D4' in seen, 5000)
  // Ten of the twelve bits.
  expect(seen).toEqual({ A3: 512, D4: 1 })
})

test('ours writes the bytes that particle-io writes, and ends old reports before', async () => {
  const { clock, device, board } = await driven()
  board.pinMode('D6', board.MODES.OUTPUT)
  board.digitalWrite('D6', 1)
  board.pinMode('A5', board.MODES.PWM)
  board.analogWrite('A5', 200)
  board.pinMode('A0', board.MODES.ANALOG)
  board.analogRead('A0', () => {})
  await clock.advanceUntil(() => device.commands.length >= 6, 5000)

  const ours: number[][] = []
  const io = particleIo(bytes => ours.push([...bytes]))
  io.pinMode(6, io.MODES.OUTPUT!)
  io.digitalWrite(6, 1)
  io.pinMode(15, io.MODES.PWM!)
  io.pwmWrite(15, 200)
  io.pinMode(10, io.MODES.ANALOG!)
  io.reportAnalogPin(0, 1)
  const noReport = (pin: number) => [5, pin, 0]
  expect(ours.filter(bytes => bytes[0] !== 5 || bytes[2] !== 0)).toEqual(
    // Its number for analog is the firmware's for an input with pull-up, which ours does not switch on under a sensor.
    device.commands.map(bytes => (bytes[0] === 0 && bytes[2] === 2 ? [0, bytes[1], 0] : bytes)),
  )
  expect(ours).toEqual(expect.arrayContaining([noReport(6), noReport(15), noReport(10)]))
})
