import { firmwareHex } from '../../hardware/firmware/build.ts'
import { simulatedBrewery } from '../../hardware/simulator/brewery.ts'
import type { SimulatedPort } from '../../hardware/simulator/port.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { wiring } from '../../hardware/simulator/wiring.ts'
import { greeting, status } from './firmware-bench.ts'

const start = (options: Partial<Parameters<typeof simulatedBrewery>[0]> = {}) => {
  const clock = virtualClock()
  const brewery = simulatedBrewery({ clock, ...options })
  return { clock, brewery }
}

const record = (port: SimulatedPort) => {
  const events: string[] = []
  let heard = ''
  port.on('open', () => events.push('open'))
  port.on('close', error => events.push(error ? 'lost' : 'close'))
  port.on('error', (error: Error) => events.push(error.message))
  port.on('data', (bytes: Buffer) => {
    heard += bytes.toString('hex')
  })
  return { events, heard: () => heard }
}

const send = (port: SimulatedPort, hex: string) => port.write(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const relayOn = (pin: number) => `f40${pin}01 f50${pin}01`

describe('a connection', () => {
  test('opens, resets the board as DTR does, and closes', async () => {
    const { clock, brewery } = start()
    await clock.advance(100)
    const port = brewery.connect()
    const { events, heard } = record(port)
    expect(port.isOpen).toBe(false)
    await clock.advance(50)
    expect(port.isOpen).toBe(true)
    expect(heard()).toBe(greeting(2))
    port.close()
    await clock.advance(1)
    expect(events).toEqual(['open', 'close'])
    expect(port.isOpen).toBe(false)
    brewery.close()
  })

  test('without the reset the board goes on as it was', async () => {
    const { clock, brewery } = start()
    const first = brewery.connect()
    await clock.advance(50)
    send(first, relayOn(7))
    await clock.advance(20)
    first.close()
    const { heard } = record(brewery.connect({ reset: false }))
    await clock.advance(50)
    expect(heard()).toBe('')
    expect(brewery.relays.compressor).toEqual({ isDriven: true, isClosed: true })
    brewery.close()
  })

  test('only one at a time', async () => {
    const { clock, brewery } = start()
    const first = brewery.connect()
    await clock.advance(10)
    const second = record(brewery.connect())
    await clock.advance(10)
    expect(second.events).toEqual(['Error Resource temporarily unavailable Cannot lock port'])
    first.close()
    const third = record(brewery.connect())
    await clock.advance(10)
    expect(third.events).toEqual(['open'])
    brewery.close()
  })

  test('writes to a closed port tell so', async () => {
    const { clock, brewery } = start()
    const port = brewery.connect()
    const told: unknown[] = []
    port.write([0xf9], error => told.push(error?.message))
    await clock.advance(10)
    port.write([0xf9], error => told.push(error))
    await clock.advance(10)
    expect(told).toEqual(['Port is not open', null])
    brewery.close()
  })
})

describe('the board', () => {
  test('unplugged: the port closes, relays fall off, a new connection only when it is back', async () => {
    const { clock, brewery } = start()
    const { events } = (() => {
      const port = brewery.connect()
      port.on('open', () => setImmediate(() => {}))
      clock.after(60, () => send(port, relayOn(7)))
      return record(port)
    })()
    await clock.advance(100)
    expect(brewery.relays.compressor.isClosed).toBe(true)
    const heal = brewery.inject({ kind: 'board-unplugged' })
    expect(events).toEqual(['open', 'lost'])
    expect(brewery.relays.compressor).toEqual({ isDriven: false, isClosed: false })
    const refused = record(brewery.connect())
    await clock.advance(100)
    expect(refused.events).toEqual(['Error: No such file or directory, cannot open simulated'])
    heal()
    const again = record(brewery.connect())
    await clock.advance(100)
    expect(again.heard()).toContain('f0017f01000')
    brewery.close()
  })

  test('unplugged silently: no event ever, writes vanish', async () => {
    const { clock, brewery } = start()
    const port = brewery.connect()
    const { events, heard } = record(port)
    await clock.advance(50)
    const before = heard()
    brewery.inject({ kind: 'board-unplugged', silently: true })
    send(port, 'f9')
    await clock.advance(500)
    expect(events).toEqual(['open'])
    expect(port.isOpen).toBe(true)
    expect(heard()).toBe(before)
    brewery.heal()
    const again = record(brewery.connect())
    await clock.advance(50)
    expect(again.events).toEqual(['open'])
    brewery.close()
  })

  test('hung: the watchdog brings it back, and it says why', async () => {
    const { clock, brewery } = start()
    const { heard } = record(brewery.connect())
    await clock.advance(100)
    brewery.inject({ kind: 'board-hung' })
    await clock.advance(1500)
    expect(heard()).toContain(status({ cause: 8 }))
    brewery.close()
  })

  test('reset by its button: an unasked greeting', async () => {
    const { clock, brewery } = start()
    const { heard } = record(brewery.connect())
    await clock.advance(100)
    const before = heard().length
    brewery.inject({ kind: 'board-reset' })
    await clock.advance(100)
    expect(heard().slice(before)).toBe(greeting(2))
    brewery.close()
  })
})

describe('the plants', () => {
  const driving = async (pin: number) => {
    const rig = start()
    const port = rig.brewery.connect()
    await rig.clock.advance(50)
    send(port, relayOn(pin))
    await rig.clock.advance(50)
    return rig
  }

  test('the element heats the kettle', async () => {
    const { clock, brewery } = await driving(wiring.kettleElement)
    const { element, bed, bottom } = brewery.kettle
    await clock.advance(60_000)
    expect(brewery.kettle.element).toBeGreaterThan(element + 10)
    const joules = (brewery.kettle.bed - bed) * 0.85 * 30 * 4186 + (brewery.kettle.bottom - bottom) * 0.15 * 30 * 4186
    expect(joules).toBeGreaterThan(0.9 * 60 * 3500 - 28 * 8 * 60 - 900 * 30)
    brewery.close()
  })

  test('a welded contact stays closed, an open one open', async () => {
    const { clock, brewery } = await driving(wiring.compressor)
    brewery.inject({ kind: 'relay-open', relay: 'compressor' })
    brewery.inject({ kind: 'relay-welded', relay: 'chamberHeater' })
    const { wall, heater } = brewery.fermenter
    await clock.advance(30_000)
    expect(brewery.relays.compressor).toEqual({ isDriven: true, isClosed: false })
    expect(brewery.relays.chamberHeater).toEqual({ isDriven: false, isClosed: true })
    expect(brewery.fermenter.wall).toBeGreaterThan(wall - 0.1)
    expect(brewery.fermenter.heater).toBeGreaterThan(heater + 2)
    brewery.heal()
    expect(brewery.relays.compressor.isClosed).toBe(true)
    expect(brewery.relays.chamberHeater.isClosed).toBe(false)
    brewery.close()
  })

  test('short pulses count exactly: half of every 20 ms is half the power', async () => {
    const { clock, brewery } = start({ kettle: { element: 48 } })
    const port = brewery.connect()
    await clock.advance(50)
    send(port, relayOn(6))
    let isOn = true
    clock.every(10, () => {
      isOn = !isOn
      send(port, `f506${isOn ? '01' : '00'}`)
    })
    await clock.advance(20_000)
    const half = brewery.kettle.element - brewery.kettle.bottom
    expect(half).toBeGreaterThan(0.9 * (1750 / 350))
    expect(half).toBeLessThan(1.1 * (1750 / 350))
    brewery.close()
  })

  test('the same seed gives the same bytes', async () => {
    const run = async () => {
      const { clock, brewery } = start({ seed: 42 })
      const port = brewery.connect()
      const { heard } = record(port)
      await clock.advance(50)
      send(port, 'c001')
      await clock.advance(3000)
      brewery.close()
      return heard()
    }
    expect(await run()).toBe(await run())
  })
})

test('after a pause of hours, time is skipped and not caught up', async () => {
  let uptime = 0
  let tick = () => {}
  const clock = {
    now: () => uptime,
    uptime: () => uptime,
    after: () => () => {},
    every: (_: number, action: () => void) => {
      tick = action
      return () => {}
    },
  }
  const brewery = simulatedBrewery({ clock })
  uptime += 500
  tick()
  expect(brewery.board.milliseconds).toBeCloseTo(500, 0)
  uptime += 3 * 3_600_000
  tick()
  uptime += 5
  tick()
  expect(brewery.board.milliseconds).toBeCloseTo(505, 0)
  expect(firmwareHex).toMatch(/maelstrom\.hex$/)
  brewery.close()
})
