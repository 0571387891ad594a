import { type BreweryOptions, simulatedBrewery } from '../../hardware/simulator/brewery.ts'
import { crc8 } from '../../hardware/simulator/ds18b20.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { type ProbeName, roms, wiring } from '../../hardware/simulator/wiring.ts'
import { firmataHost } from './simulator-host.ts'

const start = async (options: Partial<BreweryOptions> = {}) => {
  const clock = virtualClock()
  const brewery = simulatedBrewery({ clock, ...options })
  const io = firmataHost(brewery.connect())
  let isReady = false
  io.on('ready', () => {
    isReady = true
  })
  await clock.advanceUntil(() => isReady, 2000)
  io.sendOneWireConfig(wiring.oneWire, false)

  const search = async (): Promise<string[]> => {
    let found: string[] | undefined
    io.sendOneWireSearch(wiring.oneWire, (_, devices) => {
      found = devices.map(device => Buffer.from(device).toString('hex'))
    })
    await clock.advanceUntil(() => found !== undefined, 2000)
    return found!.sort()
  }

  /** °C, or null when what came back is not a valid scratchpad. */
  const read = async (probe: ProbeName): Promise<number | null> => {
    const rom = [...Buffer.from(roms[probe], 'hex')]
    io.sendOneWireReset(wiring.oneWire)
    io.sendOneWireWrite(wiring.oneWire, rom, 0x44)
    await clock.advance(770)
    let bytes: number[] | undefined
    io.sendOneWireReset(wiring.oneWire)
    io.sendOneWireWriteAndRead(wiring.oneWire, rom, 0xbe, 9, (_, data) => {
      bytes = data
    })
    await clock.advanceUntil(() => bytes !== undefined, 2000)
    const isValid = crc8(bytes!) === 0 && bytes!.some(byte => byte !== 0)
    return isValid ? Buffer.from(bytes!).readInt16LE(0) / 16 : null
  }

  let volts = Number.NaN
  let level = -1
  const listen = () => {
    io.pinMode(wiring.level, io.MODES.PULLUP)
    io.digitalRead(wiring.level, value => {
      level = value
    })
    io.analogRead(wiring.room, value => {
      volts = ((value + 0.5) * 5) / 1024
    })
  }

  return { clock, brewery, io, search, read, listen, room: () => (volts - 0.5) * 100, level: () => level }
}

test('firmata-io is ready in less than 100 ms and knows the firmware', async () => {
  const { io, brewery } = await start()
  expect(io.firmware).toEqual({ name: 'maelstrom', version: { major: 1, minor: 0 } })
  expect(io.pins).toHaveLength(20)
  expect(io.analogPins).toEqual([14, 15, 16, 17, 18, 19])
  brewery.close()
})

test('three probes are found, and show the plants to a step of 0.0625 °C', async () => {
  const { brewery, search, read } = await start()
  expect(await search()).toEqual(Object.values(roms).sort())
  for (let i = 0; i < 3; i++) {
    expect(Math.abs((await read('beer'))! - brewery.fermenter.beerProbe)).toBeLessThan(0.08)
    expect(Math.abs((await read('fridgeAir'))! - brewery.fermenter.airProbe)).toBeLessThan(0.08)
    expect(Math.abs((await read('kettle'))! - brewery.kettle.probe)).toBeLessThan(0.08)
  }
  brewery.close()
})

test('the room by its TMP36, the level by its switch', async () => {
  const { clock, brewery, listen, room, level } = await start({ room: 17 })
  listen()
  await clock.advance(200)
  expect(Math.abs(room() - 17)).toBeLessThan(0.6)
  expect(level()).toBe(0)
  brewery.set({ kettle: { volume: 5 } })
  await clock.advance(200)
  expect(level()).toBe(1)
  brewery.close()
})

describe('faults of a probe', () => {
  test('unplugged: it alone is gone', async () => {
    const { brewery, search, read } = await start()
    const heal = brewery.inject({ kind: 'sensor-unplugged', sensor: 'fridgeAir' })
    expect(await search()).toEqual([roms.beer, roms.kettle].sort())
    expect(await read('fridgeAir')).toBeNull()
    expect(await read('beer')).not.toBeNull()
    heal()
    expect(await search()).toHaveLength(3)
    expect(await read('fridgeAir')).toBeCloseTo(19, 0)
    brewery.close()
  })

  test('shorted: the whole bus is dead', async () => {
    const { brewery, search, read } = await start()
    const heal = brewery.inject({ kind: 'sensor-shorted', sensor: 'kettle' })
    expect(await search()).toEqual([])
    expect(await read('beer')).toBeNull()
    heal()
    expect(await search()).toHaveLength(3)
    brewery.close()
  })

  test('frozen: the same value whatever happens', async () => {
    const { brewery, read } = await start()
    brewery.inject({ kind: 'sensor-frozen', sensor: 'kettle' })
    brewery.set({ kettle: { probe: 80, bed: 80, bottom: 80 } })
    expect(await read('kettle')).toBe(48)
    expect(await read('kettle')).toBe(48)
    brewery.heal({ kind: 'sensor-frozen', sensor: 'kettle' })
    expect(await read('kettle')).toBeGreaterThan(75)
    brewery.close()
  })

  test('noisy: it strays as far as told', async () => {
    const { brewery, read } = await start()
    brewery.inject({ kind: 'sensor-noisy', sensor: 'beer', deviation: 5 })
    const values: number[] = []
    for (let i = 0; i < 10; i++) values.push((await read('beer'))!)
    expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(4)
    brewery.close()
  })

  test('after its power was gone: 85 °C until converted', async () => {
    const { clock, brewery } = await start()
    brewery.inject({ kind: 'board-unplugged' })
    await clock.advance(100)
    brewery.heal()
    const io = firmataHost(brewery.connect())
    await clock.advance(300)
    io.sendOneWireConfig(wiring.oneWire, false)
    io.sendOneWireReset(wiring.oneWire)
    let bytes: number[] | undefined
    io.sendOneWireWriteAndRead(wiring.oneWire, [...Buffer.from(roms.beer, 'hex')], 0xbe, 9, (_, data) => {
      bytes = data
    })
    await clock.advanceUntil(() => bytes !== undefined, 1000)
    expect(Buffer.from(bytes!).readInt16LE(0) / 16).toBe(85)
    brewery.close()
  })
})

test('faults of the analog sensor: shorted to ground, frozen, floating', async () => {
  const { clock, brewery, listen, room } = await start()
  listen()
  brewery.inject({ kind: 'sensor-shorted', sensor: 'room' })
  await clock.advance(300)
  expect(room()).toBeLessThan(-49)
  brewery.heal()
  brewery.inject({ kind: 'sensor-frozen', sensor: 'room' })
  brewery.set({ room: 35 })
  await clock.advance(300)
  expect(room()).toBeCloseTo(20, 0)
  brewery.heal()
  brewery.inject({ kind: 'sensor-unplugged', sensor: 'room' })
  const seen: number[] = []
  for (let i = 0; i < 20; i++) {
    await clock.advance(120)
    seen.push(room())
  }
  expect(Math.max(...seen) - Math.min(...seen)).toBeGreaterThan(100)
  brewery.close()
})

test('faults of the level switch: open, shorted', async () => {
  const { clock, brewery, listen, level } = await start()
  listen()
  brewery.inject({ kind: 'sensor-unplugged', sensor: 'level' })
  await clock.advance(200)
  expect(level()).toBe(1)
  brewery.heal()
  brewery.set({ kettle: { volume: 2 } })
  brewery.inject({ kind: 'sensor-shorted', sensor: 'level' })
  await clock.advance(200)
  expect(level()).toBe(0)
  brewery.close()
})
