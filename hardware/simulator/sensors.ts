import type { BreweryFault, SensorName } from '../../data/model/simulation.ts'
import type { SimulatedBoard } from './board.ts'
import { ds18b20 } from './ds18b20.ts'
import { oneWireBus } from './onewire-bus.ts'
import type { Random } from './random.ts'
import { type ProbeName, probeNames, roms, wiring } from './wiring.ts'

/** What there is to be measured: °C, and whether the kettle has enough water. */
export interface Truth {
  beer: number
  fridgeAir: number
  kettle: number
  room: number
  level: boolean
}

/** All sensors of the brewery, on their wires. */
export interface Sensors {
  /** Shows them the world, through the faults that are there. */
  show(truth: Truth, faults: readonly BreweryFault[]): void
  /** Whether the level switch is closed, as it is when there is enough water. */
  readonly isLevelClosed: boolean
}

type SensorFault = Extract<BreweryFault, { sensor: SensorName }>

const probeNoise = 0.01
const roomNoise = 0.05
const noisyDeviation = 2
const supply = 5

/** A TMP36's volts: 0.75 V at 25 °C, 10 mV a degree (data sheet, table 1). */
const tmp36Volts = (celsius: number): number => 0.5 + celsius / 100

/** Wires the sensors to the board; `random` gives their noise. */
export function wireSensors(board: SimulatedBoard, random: Random): Sensors {
  const bus = oneWireBus(board, wiring.oneWire)
  const probes = probeNames.map(name => ({ name, device: ds18b20(roms[name], random, probeNoise) }))
  const frozen = new Map<SensorName, number>()
  let plugged = ''
  let isLevelClosed = false

  // One fault a sensor: the latest.
  const faultOf = (sensor: SensorName, faults: readonly BreweryFault[]): SensorFault | undefined =>
    faults.findLast((fault): fault is SensorFault => 'sensor' in fault && fault.sensor === sensor)

  const freeze = (sensor: SensorName, value: number, isFrozen: boolean): number => {
    if (!isFrozen) frozen.delete(sensor)
    else if (!frozen.has(sensor)) frozen.set(sensor, value)
    return frozen.get(sensor) ?? value
  }

  const showProbe = (name: ProbeName, celsius: number, fault: SensorFault | undefined) => {
    const { device } = probes.find(probe => probe.name === name)!
    const isFrozen = fault?.kind === 'sensor-frozen'
    device.temperature = freeze(name, celsius, isFrozen)
    device.noise = isFrozen ? 0 : fault?.kind === 'sensor-noisy' ? (fault.deviation ?? noisyDeviation) : probeNoise
  }

  const showProbes = (truth: Truth, faults: readonly BreweryFault[]) => {
    for (const name of probeNames) showProbe(name, truth[name], faultOf(name, faults))
    const present = probes.filter(({ name }) => faultOf(name, faults)?.kind !== 'sensor-unplugged')
    const names = present.map(({ name }) => name).join()
    if (names !== plugged) bus.plug(present.map(({ device }) => device))
    plugged = names
    bus.short(probeNames.some(name => faultOf(name, faults)?.kind === 'sensor-shorted'))
  }

  const showRoom = (celsius: number, fault: SensorFault | undefined) => {
    const isFrozen = fault?.kind === 'sensor-frozen'
    const felt = freeze('room', celsius, isFrozen)
    const deviation = fault?.kind === 'sensor-noisy' ? (fault.deviation ?? noisyDeviation) : isFrozen ? 0 : roomNoise
    const volts = tmp36Volts(felt + deviation * random.normal())
    if (fault?.kind === 'sensor-unplugged') board.setVoltage(wiring.room, supply * random.uniform())
    else board.setVoltage(wiring.room, fault?.kind === 'sensor-shorted' ? 0 : volts)
  }

  const showLevel = (isEnough: boolean, fault: SensorFault | undefined) => {
    const felt = freeze('level', isEnough ? 1 : 0, fault?.kind === 'sensor-frozen') === 1
    isLevelClosed = {
      'sensor-unplugged': false,
      'sensor-shorted': true,
      'sensor-noisy': random.uniform() < 0.5,
      'sensor-frozen': felt,
      none: felt,
    }[fault?.kind ?? 'none']
    // An open contact leaves the pin to its pull-up.
    board.setLevel(wiring.level, !isLevelClosed)
  }

  return {
    show(truth, faults) {
      showProbes(truth, faults)
      showRoom(truth.room, faultOf('room', faults))
      showLevel(truth.level, faultOf('level', faults))
    },
    get isLevelClosed() {
      return isLevelClosed
    },
  }
}
