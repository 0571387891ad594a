import { afterEach, expect, jest, test } from '@jest/globals'
import { acceptedRisk } from '../../data/model/actuator.ts'
import { type Ds18b20, ds18b20, romOf } from '../../hardware/simulator/ds18b20.ts'
import { type OneWireBus, oneWireBus } from '../../hardware/simulator/onewire-bus.ts'
import { seededRandom } from '../../hardware/simulator/random.ts'
import { actuator, ownFirmware, rig, sensor, standardFirmata } from './boards-rig.ts'

// Virtual time is fast, but not on a busy machine.
jest.setTimeout(60_000)

let open: ReturnType<typeof rig> | undefined
afterEach(async () => {
  const closing = open?.devices.close()
  await open?.clock.advance(500)
  await closing
})

const systemReset = 0xff

const probe = (serial: number, temperature: number): Ds18b20 => {
  const device = ds18b20(romOf(serial), seededRandom(serial), 0)
  device.temperature = temperature
  return device
}

const start = async (hex: string, ...rest: Parameters<typeof rig> extends [string, ...infer Rest] ? Rest : never) => {
  const house = rig(hex, ...rest)
  open = house
  await house.until(() => house.phase() === 'ready')
  return house
}

/** A board with probes on pin 2. */
const withProbes = async (sensors: ReturnType<typeof sensor>[], devices: Ds18b20[]) => {
  let bus: OneWireBus | undefined
  const house = await start(ownFirmware, { sensors }, simulated => {
    bus = oneWireBus(simulated, 2)
    bus.plug(devices)
  })
  return { house, bus: bus! }
}

test('probes on one bus are read once a second each, whatever one of them does', async () => {
  const rom = [1, 2, 3].map(romOf)
  const { house, bus } = await withProbes(
    [...rom.map((code, n) => sensor(`probe-${n}`, { kind: 'ds18b20', pin: 2, rom: code }))],
    [probe(1, 18.5), probe(3, -10.125)],
  )
  await house.clock.advance(10_000)
  expect(house.last('probe-0')).toMatchObject({ value: 18.5, quality: 'good' })
  expect(house.last('probe-1')).toMatchObject({ quality: 'bad', reason: expect.stringContaining('unplugged') })
  expect(house.last('probe-2')).toMatchObject({ value: -10.125, quality: 'good' })
  for (const id of ['probe-0', 'probe-1', 'probe-2']) {
    const count = house.readings.filter(reading => reading.sensor === id).length
    expect(count).toBeGreaterThanOrEqual(9)
    expect(count).toBeLessThanOrEqual(11)
  }
  bus.plug([probe(1, 18.5), probe(2, 4), probe(3, -10.125)])
  await house.until(() => house.last('probe-1')?.value === 4, 3000)
  expect(await Promise.race([house.devices.probes('arduino', 2), house.clock.advance(1000)])).toEqual(rom)
})

test('a probe without a name is the only one on the bus, and may be replaced', async () => {
  const { house, bus } = await withProbes([sensor('beer', { kind: 'ds18b20', pin: 2 })], [])
  await house.until(() => house.last('beer')?.reason === 'no probe answers on pin 2')
  bus.plug([probe(1, 20)])
  await house.until(() => house.last('beer')?.value === 20, 3000)
  bus.plug([probe(2, 21)])
  await house.until(() => house.last('beer')?.value === 21, 5000)
  bus.plug([])
  await house.until(() => house.last('beer')?.quality === 'bad', 3000)
  bus.plug([probe(1, 20), probe(2, 21)])
  await house.until(() => house.last('beer')?.reason?.startsWith('2 probes answer on pin 2: choose one') ?? false, 3000)
  bus.short(true)
  await house.until(() => house.last('beer')?.quality === 'bad', 3000)
})

test('a real 85 °C in a kettle is believed, one after power-on is not', async () => {
  const kettle = probe(1, 84)
  const { house } = await withProbes([sensor('kettle', { kind: 'ds18b20', pin: 2 })], [kettle])
  await house.until(() => house.last('kettle')?.value === 84)
  kettle.temperature = 85
  await house.until(() => house.last('kettle')?.value === 85, 3000)
  expect(house.readings.filter(reading => reading.value === 85)).not.toHaveLength(0)
})

test('probes are looked for where nothing else is', async () => {
  const { house } = await withProbes([sensor('level', { kind: 'digital', pin: 3 })], [probe(1, 20)])
  expect(await Promise.race([house.devices.probes('arduino', 2), house.clock.advance(1000)])).toEqual([romOf(1)])
  await house.clock.advance(50)
  expect(house.simulated.drive(2)).toBe('input')
  const both = Promise.all([house.devices.probes('arduino', 2), house.devices.probes('arduino', 2)])
  expect(await Promise.race([both, house.clock.advance(3000)])).toEqual([[romOf(1)], [romOf(1)]])
  await expect(house.devices.probes('arduino', 3)).rejects.toMatchObject({ code: 'conflict' })
  await expect(house.devices.probes('nano', 3)).rejects.toMatchObject({ code: 'not-found' })
  const search = house.devices.probes('arduino', 2)
  house.unplug()
  const why = { code: 'unavailable', message: 'the board was lost or reset meanwhile' }
  await expect(search).rejects.toMatchObject(why)
  await expect(house.devices.probes('arduino', 2)).rejects.toMatchObject({ code: 'unavailable' })
})

test('analog and digital inputs', async () => {
  const house = await start(ownFirmware, {
    sensors: [
      sensor('room', { kind: 'tmp36', channel: 0 }),
      sensor('mash', { kind: 'lm35', channel: 1 }, { calibration: [{ measured: 64, actual: 65 }] }),
      sensor('tank', { kind: 'ntc', channel: 2 }),
      sensor('level', { kind: 'digital', pin: 3 }),
      sensor('pilot', { kind: 'digital', pin: 4, pullUp: false }),
    ],
  })
  house.simulated.setVoltage(0, 0.7)
  house.simulated.setVoltage(1, 0.64)
  house.simulated.setVoltage(2, 2.5)
  house.simulated.setLevel(3, true)
  await house.clock.advance(3000)
  expect(house.last('room')?.value).toBeCloseTo(20, 0)
  expect(house.last('mash')?.value).toBeCloseTo(65, 0)
  expect(house.last('tank')?.value).toBeCloseTo(25, 0)
  expect(house.last('level')?.value).toBe(0)
  expect(house.last('pilot')?.value).toBe(0)

  house.simulated.setLevel(3, false)
  await house.until(() => house.last('level')?.value === 1, 100)
  house.simulated.setVoltage(0, 0)
  house.simulated.setVoltage(2, 5)
  await house.until(() => house.last('tank')?.reason === 'open: A2 is at the supply voltage', 3000)
  expect(house.last('room')).toMatchObject({ quality: 'bad', value: null })
})

test('a report that was lost, or a stray byte that ends all reports, costs a second or two', async () => {
  const sensors = [sensor('room', { kind: 'tmp36', channel: 0 }), sensor('level', { kind: 'digital', pin: 3 })]
  const house = await start(ownFirmware, { sensors })
  const { simulated } = house
  simulated.setVoltage(0, 0.7)
  await house.until(() => house.good('room', 0) && house.last('level')?.value === 1, 3000)

  const hear = simulated.onData
  simulated.onData = () => {}
  simulated.setLevel(3, true)
  await house.clock.advance(20)
  simulated.onData = hear
  await house.until(() => house.last('level')?.value === 0, 2100)

  simulated.send(Uint8Array.of(systemReset))
  await house.clock.advance(20)
  simulated.setLevel(3, false)
  const then = house.clock.now() + 1000
  await house.until(() => house.last('level')?.value === 1 && house.good('room', then), 3000)
})

test('a write to a neighbour leaves an input without its pull-up', async () => {
  const house = await start(ownFirmware, {
    sensors: [sensor('pilot', { kind: 'digital', pin: 4, pullUp: false })],
    actuators: [actuator('pump', 'pump', { kind: 'relay', pin: 5 })],
  })
  house.simulated.setLevel(4, true)
  await house.until(() => house.last('pilot')?.value === 1, 3000)
  house.devices.actuator('pump')?.write(100)
  await house.clock.advance(50)
  expect(house.simulated.drive(5)).toBe('high')
  expect(house.simulated.drive(4)).toBe('input')
})

test('firmware that has no mode for a pull-up keeps it while neighbours are written', async () => {
  const house = await start(standardFirmata, {
    sensors: [sensor('level', { kind: 'digital', pin: 3 })],
    actuators: [actuator('pump', 'pump', { kind: 'relay', pin: 5 })],
  })
  await house.until(() => house.last('level')?.value === 1, 3000)
  house.devices.actuator('pump')?.write(100)
  await house.clock.advance(50)
  expect(house.simulated.drive(5)).toBe('high')
  expect(house.simulated.drive(3)).toBe('pullup')
})

test('relays and PWM move their pins', async () => {
  const house = await start(ownFirmware, {
    actuators: [
      actuator('element', 'heater', { kind: 'slow-pwm', pin: 6 }),
      actuator('pump', 'pump', { kind: 'relay', pin: 15, activeLow: true }),
      actuator('fan', 'cooler', { kind: 'pwm', pin: 9 }),
      actuator('wrong', 'pump', { kind: 'pwm', pin: 7 }),
      actuator('serial', 'pump', { kind: 'relay', pin: 1 }),
    ],
  })
  await house.until(() => house.devices.board('arduino')?.heartbeat.state === 'armed', 3000)
  const { devices, simulated } = house
  const write = async (id: string, output: number) => {
    devices.actuator(id)?.write(output)
    await house.clock.advance(20)
  }
  expect([6, 15, 9].map(pin => simulated.duty(pin))).toEqual([0, 1, 0])
  for (const id of ['element', 'pump', 'fan']) await write(id, 50)
  expect([6, 15].map(pin => simulated.drive(pin))).toEqual(['high', 'low'])
  expect(simulated.duty(9)).toBeCloseTo(0.5, 2)
  expect(['element', 'pump', 'fan'].map(id => devices.actuator(id)?.output)).toEqual([50, 50, 50])
  for (const id of ['element', 'pump', 'fan']) await write(id, Number.NaN)
  expect([6, 15, 9].map(pin => simulated.duty(pin))).toEqual([0, 1, 0])
  await write('fan', 1000)
  expect(simulated.duty(9)).toBe(1)
  await write('wrong', 100)
  expect(devices.actuator('wrong')).toMatchObject({
    output: null,
    obstacle: { message: 'pin 7 of the board has no PWM' },
  })
  expect(devices.actuator('serial')).toMatchObject({ output: null, obstacle: { reason: 'board' } })
  expect(devices.actuator('nothing')).toBeUndefined()
})

test('an active-low relay sees no low level while its board starts', async () => {
  const driven: string[] = []
  const house = rig(
    ownFirmware,
    { actuators: [actuator('pump', 'pump', { kind: 'relay', pin: 7, activeLow: true })] },
    simulated => simulated.watch(7, drive => driven.push(drive)),
  )
  open = house
  await house.until(() => house.phase() === 'ready')
  await house.clock.advance(2000)
  expect(driven.at(-1)).toBe('high')
  expect(driven).not.toContain('low')
})

test('a pin that was a switch becomes an output without a moment of high', async () => {
  const driven: string[] = []
  const house = rig(ownFirmware, { sensors: [sensor('level', { kind: 'digital', pin: 6 })] }, simulated =>
    simulated.watch(6, drive => driven.push(drive)),
  )
  open = house
  await house.until(() => house.last('level')?.quality === 'good', 3000)
  house.configure({})
  await house.clock.advance(50)
  expect(driven.at(-1)).toBe('input')
  house.configure({ sensors: [sensor('level', { kind: 'digital', pin: 6 })] })
  await house.clock.advance(50)
  expect(driven.at(-1)).toBe('pullup')
  house.configure({ actuators: [actuator('element', 'heater', { kind: 'relay', pin: 6 })] })
  await house.clock.advance(50)
  expect(driven.at(-1)).toBe('low')
  expect(driven).not.toContain('high')
})

test('a reset board starts with every output at rest, whatever was on before', async () => {
  const driven: string[] = []
  const house = await start(
    standardFirmata,
    { actuators: [5, 6].map(pin => actuator(`pump-${pin}`, 'pump', { kind: 'relay', pin })) },
    simulated => simulated.watch(6, drive => driven.push(drive)),
  )
  for (const pin of [5, 6]) house.devices.actuator(`pump-${pin}`)?.write(100)
  await house.clock.advance(50)
  expect(driven.at(-1)).toBe('high')
  driven.length = 0
  house.simulated.reset()
  await house.until(() => house.logs.some(line => line.includes('was reset')), 10_000)
  await house.clock.advance(100)
  expect(driven.at(-1)).toBe('low')
  expect(driven).not.toContain('high')
})

test('a change of the configuration touches only what it changes', async () => {
  const pump = actuator('pump', 'pump', { kind: 'relay', pin: 5 })
  const valve = actuator('valve', 'valve', { kind: 'relay', pin: 7 })
  const room = sensor('room', { kind: 'tmp36', channel: 0 })
  const house = await start(ownFirmware, { sensors: [room], actuators: [pump, valve] })
  house.simulated.setVoltage(0, 0.7)
  const { devices, simulated } = house
  await house.clock.advance(2000)
  const changes: string[] = []
  simulated.watch(5, drive => changes.push(drive))
  simulated.reset() // watchers of pins are wired at a start
  await house.clock.advance(3000)
  devices.actuator('pump')?.write(100)
  devices.actuator('valve')?.write(100)
  await house.clock.advance(20)
  const opened = house.counters.opened
  const before = devices.actuator('pump')
  changes.length = 0

  house.configure({
    boards: [{ id: 'arduino', name: 'Renamed', transport: { kind: 'simulated' }, version: 2 }],
    sensors: [{ ...room, calibration: [{ measured: 20, actual: 30 }] }, sensor('level', { kind: 'digital', pin: 3 })],
    actuators: [
      { ...pump, name: 'Kettle pump', minimumOff: 30, version: 2 },
      actuator('valve', 'valve', { kind: 'relay', pin: 8 }),
    ],
  })
  await house.clock.advance(3000)
  expect(house.counters.opened).toBe(opened)
  expect(changes).toEqual([])
  expect(devices.actuator('pump')).toBe(before)
  expect(before?.output).toBe(100)
  expect(simulated.drive(5)).toBe('high')
  // The valve moved to another pin: the old one is as after power-on.
  expect([simulated.drive(7), simulated.drive(8)]).toEqual(['input', 'low'])
  expect(devices.actuator('valve')?.output).toBe(0)
  expect(house.last('room')?.value).toBeCloseTo(30, 0)
  expect(house.last('level')?.quality).toBe('good')

  house.configure({ actuators: [] })
  await house.clock.advance(50)
  expect([5, 8].map(pin => simulated.drive(pin))).toEqual(['input', 'input'])
  expect(devices.actuator('pump')).toBeUndefined()

  house.configure({ boards: [] })
  const count = house.readings.length
  await house.clock.advance(3000)
  expect(house.readings).toHaveLength(count)
  expect(devices.board('arduino')).toBeUndefined()
})

test('an output that nobody remembers is no output after its board is connected to anew', async () => {
  const pump = actuator('pump', 'pump', { kind: 'relay', pin: 5 })
  const house = await start(standardFirmata, { actuators: [pump] })
  house.devices.actuator('pump')!.write(100)
  await house.clock.advance(100)
  expect(house.simulated.drive(5)).toBe('high')
  house.deafen()
  house.devices.configure({ boards: [], sensors: [], actuators: [] })
  await house.clock.advance(100)
  expect(house.simulated.drive(5)).toBe('high')
  house.configure({})
  await house.until(() => house.phase() === 'ready')
  await house.clock.advance(100)
  expect(house.simulated.drive(5)).toBe('input')
})

test.each([
  ['an output', [actuator('other', 'pump', { kind: 'relay', pin: 14 })], [], 'high'],
  ['a switch', [], [sensor('other', { kind: 'digital', pin: 14 })], 'pullup'],
])(
  'an analog channel whose pin turns out to be that of %s leaves it alone and says so',
  async (_, actuators, sensors, as) => {
    const room = sensor('room', { kind: 'tmp36', channel: 0 })
    const house = await start(ownFirmware, { actuators, sensors: [room, ...sensors] })
    house.simulated.setVoltage(0, 0.7)
    await house.clock.advance(2000)
    const reason = 'A0 is pin 14 of the board, which other uses: move one of them'
    expect(house.last('room')).toMatchObject({ quality: 'bad', reason })
    house.devices.actuator('other')?.write(100)
    await house.clock.advance(100)
    expect(house.simulated.drive(14)).toBe(as)
    house.configure({ sensors: [room] })
    await house.clock.advance(2000)
    expect(house.last('room')).toMatchObject({ quality: 'good', value: expect.closeTo(20, 0) })
  },
)

test('closing puts every output to rest', async () => {
  const house = await start(ownFirmware, { actuators: [actuator('pump', 'pump', { kind: 'relay', pin: 5 })] })
  house.devices.actuator('pump')?.write(100)
  await house.clock.advance(50)
  expect(house.simulated.drive(5)).toBe('high')
  await house.devices.close()
  await house.clock.advance(50)
  expect(house.simulated.drive(5)).toBe('low')
})

test('a heartbeat whose answers were lost at the start is found later', async () => {
  const house = rig(ownFirmware, { actuators: [actuator('element', 'heater', { kind: 'relay', pin: 6 })] })
  open = house
  const hear = house.simulated.onData
  const isStatus = (bytes: Buffer) => bytes[0] === 0xf0 && bytes[1] === 0x01
  house.simulated.onData = bytes => {
    if (!isStatus(bytes)) hear(bytes)
  }
  await house.until(() => house.phase() === 'ready', 3000)
  expect(house.devices.actuator('element')?.obstacle?.message).toContain('cannot switch a heater off')
  house.simulated.onData = hear
  await house.until(() => house.devices.actuator('element')?.obstacle === null, 4000)
})

test('a board that does not answer any more, but hears, is given up with its outputs at rest', async () => {
  const house = await start(standardFirmata, { actuators: [actuator('pump', 'pump', { kind: 'relay', pin: 5 })] })
  house.devices.actuator('pump')?.write(100)
  await house.clock.advance(50)
  house.simulated.onData = () => {}
  await house.until(() => house.phase() === 'lost', 10_000)
  await house.clock.advance(100)
  expect(house.simulated.drive(5)).toBe('low')
})

test('StandardFirmata: everything but probes works, a heater only at an accepted risk', async () => {
  const house = await start(standardFirmata, {
    sensors: [
      sensor('room', { kind: 'tmp36', channel: 0 }),
      sensor('level', { kind: 'digital', pin: 3 }),
      sensor('beer', { kind: 'ds18b20', pin: 2 }),
    ],
    actuators: [
      actuator('element', 'heater', { kind: 'relay', pin: 6 }),
      actuator('risky', 'heater', { kind: 'relay', pin: 8 }, { risk: acceptedRisk }),
      actuator('pump', 'pump', { kind: 'relay', pin: 7, activeLow: true }),
      actuator('fan', 'cooler', { kind: 'pwm', pin: 9 }),
    ],
  })
  const { devices, simulated } = house
  simulated.setVoltage(0, 0.7)
  simulated.setLevel(3, true)
  await house.clock.advance(3000)
  expect(devices.board('arduino')).toMatchObject({
    firmware: 'StandardFirmata.ino 2.4',
    heartbeat: { state: 'absent' },
  })
  expect(house.last('room')?.value).toBeCloseTo(20, 0)
  expect(house.last('level')?.value).toBe(0)
  expect(simulated.drive(3)).toBe('pullup')
  expect(house.last('beer')?.reason).toContain('no 1-Wire')
  for (const id of ['element', 'risky', 'pump', 'fan']) devices.actuator(id)?.write(100)
  await house.clock.advance(50)
  expect(devices.actuator('element')).toMatchObject({ output: 0, obstacle: { reason: 'heartbeat' } })
  expect([6, 8, 7].map(pin => simulated.drive(pin))).toEqual(['low', 'high', 'low'])
  expect(simulated.duty(9)).toBe(1)

  // Its reset is seen by its version report.
  simulated.reset()
  await house.until(() => house.logs.some(line => line.includes('was reset')), 10_000)
  await house.clock.advance(100)
  expect([6, 8, 7].map(pin => simulated.drive(pin))).toEqual(['low', 'low', 'high'])
  expect(devices.actuator('risky')?.output).toBe(0)

  simulated.hang()
  await house.until(() => house.phase() === 'lost', 10_000)
  expect(house.logs.at(-1)).toContain('it has not answered for 3 s')
})
