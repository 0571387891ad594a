import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, expect, jest, test } from '@jest/globals'
import five from 'johnny-five'
import { ds18b20, romOf } from '../../hardware/simulator/ds18b20.ts'
import { oneWireBus } from '../../hardware/simulator/onewire-bus.ts'
import { seededRandom } from '../../hardware/simulator/random.ts'
import { actuator, ownFirmware, rig, sensor } from './boards-rig.ts'

// Virtual time is fast, but not on a busy machine.
jest.setTimeout(300_000)

let open: ReturnType<typeof rig> | undefined
afterEach(async () => {
  const closing = open?.devices.close()
  await open?.clock.advance(500)
  await closing
})

/** A heater, a pump, a probe and a voltage, ready and armed. */
const brewery = async () => {
  const house = rig(
    ownFirmware,
    {
      sensors: [sensor('beer', { kind: 'ds18b20', pin: 2 }), sensor('room', { kind: 'tmp36', channel: 0 })],
      actuators: [
        actuator('element', 'heater', { kind: 'relay', pin: 6 }),
        actuator('pump', 'pump', { kind: 'relay', pin: 7, activeLow: true }),
      ],
    },
    simulated => oneWireBus(simulated, 2).plug([ds18b20(romOf(1), seededRandom(1), 0)]),
  )
  open = house
  house.simulated.setVoltage(0, 0.7)
  await house.until(() => house.devices.actuator('element')?.obstacle === null)
  return house
}

const armed = (house: ReturnType<typeof rig>) => house.devices.board('arduino')?.heartbeat.state === 'armed'

test('without beats the pins are safe in time, and a beat brings the board back', async () => {
  const house = await brewery()
  const { devices, simulated } = house
  devices.actuator('element')?.write(100)
  devices.actuator('pump')?.write(100)
  await house.clock.advance(20)
  expect([6, 7].map(pin => simulated.drive(pin))).toEqual(['high', 'low'])
  expect(devices.actuator('element')?.output).toBe(100)

  house.beat(false)
  const waited = await house.until(() => simulated.drive(6) === 'low' && simulated.drive(7) === 'high', 10_000)
  expect(waited).toBeLessThanOrEqual(5100)
  await house.until(() => devices.board('arduino')?.heartbeat.state === 'tripped', 1000)
  expect(devices.board('arduino')).toMatchObject({ phase: 'ready', heartbeat: { trips: 1 } })
  expect(devices.actuator('pump')).toMatchObject({ output: 0, obstacle: { reason: 'heartbeat' } })
  devices.actuator('element')?.write(100)
  await house.clock.advance(3000)
  expect(simulated.drive(6)).toBe('low')
  expect(house.logs.filter(line => line.includes('tripped'))).toHaveLength(1)

  house.beat(true)
  await house.until(() => armed(house), 2000)
  await house.clock.advance(50)
  expect([6, 7].map(pin => simulated.drive(pin))).toEqual(['low', 'high'])
  devices.actuator('element')?.write(100)
  await house.clock.advance(20)
  expect(simulated.drive(6)).toBe('high')
})

test('an active-low relay that was taken off the configuration stays off when the board goes safe', async () => {
  const house = await brewery()
  const low: number[] = []
  house.devices.actuator('pump')?.write(100)
  await house.clock.advance(50)
  house.configure({})
  await house.clock.advance(2000)
  house.clock.every(5, () => {
    if (house.simulated.drive(7) === 'low') low.push(house.clock.uptime())
  })
  house.beat(false)
  await house.until(() => house.devices.board('arduino')?.heartbeat.state === 'tripped', 10_000)
  house.beat(true)
  await house.until(() => armed(house), 3000)
  await house.clock.advance(2000)
  expect(low).toEqual([])
  // The pin may be used again.
  house.configure({ actuators: [actuator('valve', 'valve', { kind: 'relay', pin: 7 })] })
  house.devices.actuator('valve')?.write(100)
  await house.clock.advance(50)
  expect(house.simulated.drive(7)).toBe('high')
  house.configure({
    actuators: [actuator('valve', 'valve', { kind: 'relay', pin: 7 }, { name: 'Other' })],
    sensors: [sensor('room', { kind: 'tmp36', channel: 0 })],
  })
  await house.clock.advance(50)
  expect(house.simulated.drive(7)).toBe('high')
})

test('an active-low relay that was added in the last second of the computer stays off', async () => {
  const house = await brewery()
  house.beat(false)
  house.configure({ actuators: [actuator('valve', 'valve', { kind: 'relay', pin: 5, activeLow: true })] })
  await house.until(() => house.devices.board('arduino')?.heartbeat.state === 'tripped', 10_000)
  await house.clock.advance(100)
  expect(house.simulated.drive(5)).toBe('high')
})

test('a hung board is reset by its watchdog and comes back with its outputs at rest', async () => {
  const house = await brewery()
  const { devices, simulated } = house
  devices.actuator('element')?.write(100)
  await house.clock.advance(50)
  simulated.hang()
  await house.until(() => house.logs.some(line => line.includes('was reset') || line.includes('lost')), 10_000)
  expect(devices.actuator('element')?.output ?? 0).toBe(0)
  await house.until(() => armed(house), 10_000)
  expect(devices.board('arduino')?.heartbeat.resetCause).toBe('watchdog')
  expect(simulated.drive(6)).toBe('low')
  const then = house.clock.now()
  await house.until(() => house.good('beer', then) && house.good('room', then), 5000)
  devices.actuator('element')?.write(100)
  await house.clock.advance(50)
  expect(simulated.drive(6)).toBe('high')
})

test('a reset board is set up again over the same connection', async () => {
  const house = await brewery()
  const { devices, simulated, counters } = house
  devices.actuator('pump')?.write(100)
  await house.clock.advance(50)
  simulated.reset()
  await house.until(() => house.logs.some(line => line.includes('was reset')), 3000)
  expect(counters.opened).toBe(1)
  expect(devices.actuator('pump')?.output).toBe(0)
  await house.until(() => armed(house), 3000)
  expect(simulated.drive(7)).toBe('high')
  expect(devices.board('arduino')).toMatchObject({ heartbeat: { resetCause: 'external' }, losses: 0 })
})

test('a board that is away answers bad readings each second, and nothing moves', async () => {
  const house = await brewery()
  house.unplug()
  const then = house.clock.now()
  await house.clock.advance(5000)
  const bad = house.readings.filter(({ at }) => at > then)
  expect(bad.every(({ quality, value }) => quality === 'bad' && value === null)).toBe(true)
  expect(bad.filter(reading => reading.sensor === 'beer').length).toBeGreaterThanOrEqual(4)
  expect(house.last('beer')?.reason).toBe('board arduino is lost: there is no such port')
  expect(house.devices.actuator('element')).toMatchObject({ output: null, obstacle: { reason: 'board' } })
  expect(() => house.devices.actuator('element')?.write(100)).not.toThrow()
  expect(house.phase()).toBe('lost')
})

test('a hundred unplugs under traffic, told and untold', async () => {
  const house = await brewery()
  const { devices, simulated } = house
  const random = seededRandom(7)
  const stopTraffic = house.clock.every(100, () => {
    for (const id of ['element', 'pump']) devices.actuator(id)?.write(random.uniform() < 0.5 ? 100 : 0)
  })
  for (let unplug = 1; unplug <= 100; unplug++) {
    await house.clock.advance(Math.floor(random.uniform() * 1000))
    const silently = unplug % 2 === 0
    house.unplug(silently)
    await house.until(() => devices.actuator('element')?.output === null, 6000)
    await house.clock.advance(8000)
    expect(devices.board('arduino')?.losses).toBe(unplug)
    house.plug()
    const then = house.clock.now()
    await house.until(() => armed(house), 15_000)
    await house.until(() => house.good('beer', then) && house.good('room', then), 5000)
    await house.clock.advance(20)
    const output = devices.actuator('element')?.output
    expect(simulated.drive(6)).toBe(output === 100 ? 'high' : 'low')
  }
  stopTraffic()
  await house.until(() => house.phase() === 'ready', 61_000)
  devices.actuator('element')?.write(100)
  await house.clock.advance(50)
  expect(simulated.drive(6)).toBe('high')
})

test('noise on the line is survived', async () => {
  const house = await brewery()
  const random = seededRandom(3)
  const byte = () => Math.floor(random.uniform() * 256)
  for (let burst = 0; burst < 300; burst++) {
    const wrapped = burst % 3 === 0
    const bytes = Array.from({ length: byte() }, byte)
    house.noise(
      Uint8Array.from(
        wrapped
          ? [0xf0, [0x79, 0x6c, 0x6a, 0x6e, 0x73, 0x71, 0x01][burst % 7]!, ...bytes.map(each => each & 0x7f), 0xf7]
          : bytes,
      ),
    )
    await house.clock.advance(20)
  }
  const then = house.clock.now()
  await house.until(() => armed(house) && house.good('beer', then) && house.good('room', then), 20_000)
})

test('a thousand reconnects leave nothing behind', async () => {
  const house = await brewery()
  const { devices } = house
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const measure = async () => {
    // What finishes in the background is only free after another turn.
    for (let turn = 0; turn < 4; turn++) {
      await setImmediate()
      collect()
    }
    return process.memoryUsage().heapUsed
  }
  const realTimers = () => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length
  const timersBefore = realTimers()
  let heap = 0
  for (let reconnect = 1; reconnect <= 1000; reconnect++) {
    house.unplug()
    // The longest back-off while the board costs no time, then a moment with it.
    await house.clock.advance(reconnect < 6 ? 100 : 9_900)
    house.plug()
    await house.until(() => devices.actuator('element')?.output !== null, 11_000)
    if (reconnect % 10 === 0) {
      house.readings.length = 0
      house.states.length = 0
      house.logs.length = 0
    }
    if (reconnect === 200) heap = await measure()
  }
  expect(devices.board('arduino')?.losses).toBe(1000)
  expect(five.Board.cache).toHaveLength(1)
  expect(five.Board.cache[0]!.io.listenerCount('analog-read-0')).toBe(1)
  expect(five.Board.cache[0]!.io.eventNames().length).toBeLessThan(15)
  // Jest has some of its own.
  expect(realTimers() - timersBefore).toBeLessThan(20)
  expect(((await measure()) - heap) / 1e6).toBeLessThan(3)
})
