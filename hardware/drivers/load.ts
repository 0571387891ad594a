import type { Actuator as ActuatorConfiguration } from '../../data/model/actuator.ts'
import { Fault } from '../../data/model/fault.ts'
import type { Reading } from '../../data/model/reading.ts'
import type { BoardSensor as SensorConfiguration } from '../../data/model/sensor.ts'
import type { Clock } from '../../data/model/units.ts'
import type { SafeOutput } from '../boards/heartbeat.ts'
import { romToHex } from '../boards/onewire.ts'
import { type BoardLoad, canBe, type Wires } from '../boards/wires.ts'
import type { Obstacle } from '../device.ts'
import { BoundActuator, sameActuator } from './actuator.ts'
import { ProbeBus } from './ds18b20.ts'
import { BoundSensor, sameSensor } from './sensor.ts'

/** What the load of a board needs of the board. */
export interface Carrier {
  clock: Clock
  reading(reading: Reading): void
  obstacle(actuator: ActuatorConfiguration): Obstacle | null
}

/** All sensors and actuators on one board. */
export class Load implements BoardLoad {
  readonly #carrier: Carrier
  readonly #sensors = new Map<string, BoundSensor>()
  readonly #actuators = new Map<string, BoundActuator>()
  readonly #buses = new Map<number, ProbeBus>()
  /** Sensors whose channel is on a pin that something else uses. */
  readonly #displaced = new Set<BoundSensor>()
  readonly #searches = new Map<number, Promise<string[]>>()
  #wires: Wires | null = null

  constructor(carrier: Carrier) {
    this.#carrier = carrier
  }

  actuator(id: string): BoundActuator | undefined {
    return this.#actuators.get(id)
  }

  /** What the board has to do with each output when it is left alone. */
  get safeOutputs(): SafeOutput[] {
    return [...this.#actuators.values()].flatMap(({ safe }) => safe ?? [])
  }

  /** Takes the configuration over; what asks the same of the hardware is not touched. Answers whether outputs changed. */
  configure(sensors: SensorConfiguration[], actuators: ActuatorConfiguration[]): boolean {
    for (const [id, sensor] of this.#sensors) {
      const now = sensors.find(other => other.id === id)
      if (now && sameSensor(sensor.configuration, now)) sensor.configuration = now
      else this.#dropSensor(sensor)
    }
    let changed = false
    const left: number[] = []
    for (const [id, actuator] of this.#actuators) {
      const now = actuators.find(other => other.id === id)
      if (now && sameActuator(actuator.configuration, now)) continue
      actuator.rest()
      actuator.detach()
      this.#actuators.delete(id)
      left.push(actuator.configuration.driver.pin)
      changed = true
    }
    if (this.#wires) this.#leave(this.#wires, left)
    for (const configuration of actuators) {
      if (this.#actuators.has(configuration.id)) continue
      const actuator = new BoundActuator(configuration, other => this.#carrier.obstacle(other))
      this.#actuators.set(configuration.id, actuator)
      if (this.#wires) actuator.attach(this.#wires)
      changed = true
    }
    for (const configuration of sensors) {
      if (this.#sensors.has(configuration.id)) continue
      const sensor = new BoundSensor(configuration, this.#carrier.clock, pin => this.#bus(pin))
      this.#sensors.set(configuration.id, sensor)
      sensor.start(reading => this.#carrier.reading(reading))
      if (this.#wires) this.#attach(sensor, this.#wires)
    }
    if (this.#wires) for (const sensor of this.#displaced) this.#attach(sensor, this.#wires)
    return changed
  }

  /** The board has started: sets all pins up, outputs first and at rest. */
  attach(wires: Wires): void {
    this.#wires = wires
    // Whatever was made an output before, by a configuration or a run of the house that nobody remembers.
    this.#leave(wires, wires.io.pins.keys())
    // What was on before a reset must not be sent along with the first write to a neighbour.
    for (const { pin, value } of this.safeOutputs) wires.keepLevel(pin, value === 0 ? 0 : 1)
    for (const actuator of this.#actuators.values()) actuator.attach(wires)
    for (const sensor of this.#sensors.values()) this.#attach(sensor, wires)
  }

  /** The board is gone. */
  detach(): void {
    this.#wires = null
    for (const actuator of this.#actuators.values()) actuator.detach()
    for (const sensor of this.#sensors.values()) sensor.detach()
  }

  rest(): void {
    for (const actuator of this.#actuators.values()) actuator.rest()
  }

  /** Once a second; `lost` says why nothing can be measured, if nothing can. */
  measure(lost: string | null): void {
    for (const sensor of this.#sensors.values()) {
      const fault = lost ?? this.#clash(sensor)
      if (fault === null) sensor.measure()
      else sensor.tell({ fault })
    }
  }

  /** ROM codes of the probes on a pin. Rejects with a Fault when the pin is used for something else, or is silent. */
  probes(pin: number): Promise<string[]> {
    // Who asks meanwhile gets the same answer: the first to be done takes the pin off the bus.
    const search = this.#searches.get(pin) ?? this.#search(pin).finally(() => this.#searches.delete(pin))
    this.#searches.set(pin, search)
    return search
  }

  async #search(pin: number): Promise<string[]> {
    const wires = this.#wires
    if (!wires) throw new Fault('unavailable', 'the board cannot be reached')
    const user = this.#userOf(pin)
    if (user) throw new Fault('conflict', `pin ${pin} is used by ${user}`)
    const { onewire } = wires
    if (!onewire || !canBe(wires, pin, wires.io.MODES.ONEWIRE))
      throw new Fault('unavailable', `pin ${pin} of the board has no 1-Wire`)
    const isBus = this.#buses.has(pin)
    if (!isBus) {
      wires.board.pinMode(pin, wires.io.MODES.ONEWIRE)
      onewire.configure(pin)
    }
    const roms = await new Promise<number[][] | null>(resolve => onewire.search(pin, resolve))
    if (!isBus && this.#wires === wires && !this.#buses.has(pin) && !this.#userOf(pin))
      wires.board.pinMode(pin, wires.io.MODES.INPUT)
    if (!roms && this.#wires !== wires) throw new Fault('unavailable', 'the board was lost or reset meanwhile')
    if (!roms) throw new Fault('unavailable', `the board does not search pin ${pin} for probes`)
    return roms.map(romToHex).sort()
  }

  // A pin that is left becomes what it is after power-on. As an output that no heartbeat knows it would go low when the
  // board goes safe, and close an active-low relay. A locked board refuses, so all are told again at the next start.
  #leave({ io, board }: Wires, pins: Iterable<number>): void {
    const { INPUT, OUTPUT } = io.MODES
    for (const pin of pins) {
      if (this.#userOf(pin) !== undefined || this.#buses.has(pin)) continue
      if ([INPUT, OUTPUT].every(mode => canBe({ io }, pin, mode))) board.pinMode(pin, INPUT)
    }
  }

  #attach(sensor: BoundSensor, wires: Wires): void {
    if (this.#clash(sensor) !== null) {
      this.#displaced.add(sensor)
      return
    }
    this.#displaced.delete(sensor)
    sensor.attach(wires)
  }

  /** Why a sensor cannot have its channel: on which pin that is, the configuration does not know, only the board. */
  #clash({ configuration: { driver } }: BoundSensor): string | null {
    const pin = 'channel' in driver ? this.#wires?.io.analogPins[driver.channel] : undefined
    if (pin === undefined || !('channel' in driver)) return null
    const things = [...this.#actuators.values(), ...this.#sensors.values()].map(({ configuration }) => configuration)
    const other = things.find(thing => 'pin' in thing.driver && thing.driver.pin === pin)
    return other ? `A${driver.channel} is pin ${pin} of the board, which ${other.name} uses: move one of them` : null
  }

  #userOf(pin: number): string | undefined {
    for (const { configuration } of this.#actuators.values())
      if (configuration.driver.pin === pin) return configuration.id
    for (const { configuration } of this.#sensors.values()) {
      const { driver } = configuration
      if (driver.kind === 'digital' && driver.pin === pin) return configuration.id
      if ('channel' in driver && this.#wires?.io.analogPins[driver.channel] === pin) return configuration.id
    }
    return undefined
  }

  #bus(pin: number): ProbeBus {
    let bus = this.#buses.get(pin)
    if (!bus) {
      bus = new ProbeBus(pin)
      this.#buses.set(pin, bus)
    }
    return bus
  }

  #dropSensor(sensor: BoundSensor): void {
    sensor.stop()
    sensor.release()
    this.#sensors.delete(sensor.id)
    this.#displaced.delete(sensor)
    for (const [pin, bus] of this.#buses) if (bus.empty) this.#buses.delete(pin)
  }
}
