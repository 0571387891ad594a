import type { Reading } from '../../data/model/reading.ts'
import { type Sensor as AnySensor, type BoardSensor as Configuration, calibrate } from '../../data/model/sensor.ts'
import type { Clock } from '../../data/model/units.ts'
import type { Wires } from '../boards/wires.ts'
import type { Sensor } from '../device.ts'
import { analogThermometer } from './analog.ts'
import { digitalInput } from './digital.ts'
import type { Measurement, SensorDriver } from './driver.ts'
import type { ProbeBus } from './ds18b20.ts'

/** The reading that a measurement makes. */
export const readingOf = (
  { id, calibration, driver }: Pick<AnySensor, 'id' | 'calibration' | 'driver'>,
  measurement: Measurement,
  at: number,
): Reading => {
  if ('fault' in measurement) return { sensor: id, at, value: null, quality: 'bad', reason: measurement.fault }
  const value = driver.kind === 'digital' ? measurement.value : calibrate(measurement.value, calibration)
  return { sensor: id, at, value, quality: 'good' }
}

/** Whether two configurations ask the same of the hardware. */
export const sameSensor = (a: Configuration, b: Configuration): boolean =>
  a.board === b.board && JSON.stringify(a.driver) === JSON.stringify(b.driver)

/** A sensor on its board: tells readings while it is started. */
export class BoundSensor implements Sensor {
  readonly id: string
  /** May be replaced by one that is the same to the hardware. */
  configuration: Configuration
  readonly #clock: Clock
  readonly #driver: SensorDriver
  #listener: ((reading: Reading) => void) | null = null

  constructor(configuration: Configuration, clock: Clock, busOf: (pin: number) => ProbeBus) {
    this.id = configuration.id
    this.configuration = configuration
    this.#clock = clock
    const { driver } = configuration
    const tell = (measurement: Measurement) => this.tell(measurement)
    switch (driver.kind) {
      case 'ds18b20':
        this.#driver = busOf(driver.pin).probe(driver.rom, tell)
        break
      case 'digital':
        this.#driver = digitalInput(driver, tell)
        break
      case 'lm35':
      case 'tmp36':
      case 'ntc':
        this.#driver = analogThermometer(driver, tell)
    }
  }

  start(listener: (reading: Reading) => void): void {
    this.#listener = listener
  }

  stop(): void {
    this.#listener = null
  }

  tell(measurement: Measurement): void {
    this.#listener?.(readingOf(this.configuration, measurement, this.#clock.now()))
  }

  attach(wires: Wires): void {
    this.#driver.attach(wires)
  }

  detach(): void {
    this.#driver.detach()
  }

  release(): void {
    this.#driver.release()
  }

  measure(): void {
    this.#driver.measure()
  }
}
