// What control loops at 1 Hz cost: readings, alarm rules, decisions, outputs, facts published; without sockets and boards.
// `node test/bench/loops.bench.ts [loops] [seconds]`
import { join } from 'node:path'
import { ActuatorBody } from '../../data/model/actuator.ts'
import { BoardBody } from '../../data/model/board.ts'
import { SensorBody } from '../../data/model/sensor.ts'
import type { Id } from '../../data/model/units.ts'
import { VesselBody } from '../../data/model/vessel.ts'
import { openStore } from '../../data/open.ts'
import type { Actuator, Devices } from '../../hardware/device.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { createBrewhouse } from '../../server/brewhouse.ts'
import { loadConfiguration } from '../../server/configuration.ts'
import { createHub } from '../../server/hub.ts'
import { openAlarms } from '../../server/open-alarms.ts'
import { say, spread, temporaryFolder } from './figures.ts'

const loops = Number(process.argv[2] ?? 1000)
const seconds = Number(process.argv[3] ?? 60)
const clock = virtualClock(Date.UTC(2026, 0, 1))
const store = await openStore({ database: join(temporaryFolder(), 'loops.sqlite'), now: clock.now })
const numbers = Array.from({ length: loops }, (_, n) => n)

await store.boards.create(BoardBody.parse({ id: 'board', name: 'Board', transport: { kind: 'simulated' } }))
const driver = { kind: 'slow-pwm', pin: 3, period: 10 }
const heater = { name: 'Heater', use: 'heater', board: 'board', driver, power: 2000 }
await Promise.all(
  numbers.map(async n => {
    const heard = { kind: 'channel', channel: `from.sensor-${n}` }
    await store.sensors.create(SensorBody.parse({ id: `sensor-${n}`, name: 'Sensor', driver: heard }))
    await store.actuators.create(ActuatorBody.parse({ id: `heater-${n}`, ...heater }))
    const vessel = { id: `vessel-${n}`, name: 'Vessel', kind: 'kettle', sensor: `sensor-${n}`, heater: `heater-${n}` }
    await store.vessels.create(VesselBody.parse({ ...vessel, tuning: { kind: 'pid' } }))
    await store.modes.set(`vessel-${n}`, { kind: 'constant', setPoint: 67 })
  }),
)

const outputs = new Map<Id, Actuator & { output: number }>()
for (const n of numbers) {
  const actuator = {
    id: `heater-${n}`,
    output: 0,
    obstacle: null,
    write(output: number) {
      actuator.output = output
    },
  }
  outputs.set(actuator.id, actuator)
}
const devices: Devices = {
  configure: () => {},
  listen: () => () => {},
  board: () => undefined,
  actuator: id => outputs.get(id),
  beat: () => {},
  probes: async () => [],
  serialPorts: async () => [],
  close: async () => {},
}
const failed = (error: unknown) => {
  throw error
}
const hub = createHub({ clock, failed })
const log = () => {}
const { alarms, watch, close } = await openAlarms({
  clock,
  log,
  store,
  publish: alarm => void hub.publish('alarms', alarm),
})
const configuration = await loadConfiguration(
  store,
  () => [],
  () => {},
)
const brewhouse = createBrewhouse({ clock, hub, log, alarms, watch, devices, store, configuration })
const { brewery } = brewhouse
await brewhouse.open()
say({ figure: 'loops', loops, alarms: alarms.list().length })

const temperatures = numbers.map(n => 60 + (n % 10))
const ticks: number[] = []
let cpu = 0
for (let second = 0; second < seconds; second++) {
  const before = process.cpuUsage()
  for (const n of numbers) {
    // A litre of wort a 70 W away from its losses.
    temperatures[n]! += outputs.get(`heater-${n}`)!.output > 0 ? 0.02 : -0.005
    const value = Math.round(temperatures[n]! * 1000) / 1000
    brewery.observe({ sensor: `sensor-${n}`, at: clock.now(), value, quality: 'good' })
  }
  const begun = performance.now()
  await clock.advance(1000)
  ticks.push(performance.now() - begun)
  const used = process.cpuUsage(before)
  // The first seconds are the compiler's.
  if (second >= 10) cpu += used.user + used.system
}
const heating = [...outputs.values()].filter(({ output }) => output > 0).length
say({ figure: 'a second of all loops', loops, heating, ...spread(ticks.slice(10)) })
say({ figure: 'share of one core', loops, percent: Math.round((cpu / (seconds - 10) / 1e6) * 1000) / 10 })
await brewhouse.close()
await close()
await store.close()
