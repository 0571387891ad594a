import type { Reading } from '../../data/model/reading.ts'
import type { Sensor } from '../../data/model/sensor.ts'
import { aged, type ProcessValue, sameSource, take, unmeasured } from './validity.ts'

/** The thermometers of a vessel. */
export interface Thermometers {
  sensor: Sensor | undefined
  /** What shows the temperature of the air or jacket around it. */
  air: Sensor | undefined
}

/** What is known of a vessel's temperatures. */
export class Senses {
  #process: ProcessValue = unmeasured
  #air: ProcessValue = unmeasured

  get process(): ProcessValue {
    return this.#process
  }

  get air(): ProcessValue {
    return this.#air
  }

  /** Takes in a reading; says whether it is of the vessel's own sensor. */
  observe({ sensor, air }: Thermometers, reading: Reading, uptime: number): boolean {
    if (reading.sensor === air?.id) this.#air = take(this.#air, reading, uptime)
    if (reading.sensor !== sensor?.id) return false
    this.#process = take(this.#process, reading, uptime)
    return true
  }

  /** What is too old by now is believed no more. */
  age({ sensor, air }: Thermometers, uptime: number): void {
    this.#process = aged(this.#process, sensor?.staleAfter ?? 0, uptime)
    this.#air = aged(this.#air, air?.staleAfter ?? 0, uptime)
  }

  /** Forgets what is measured elsewhere now. */
  reconfigure(before: Thermometers, after: Thermometers): void {
    if (!sameSource(after.sensor, before.sensor)) this.#process = unmeasured
    if (!sameSource(after.air, before.air)) this.#air = unmeasured
  }

  /** The same once more. */
  twin(): Senses {
    const twin = new Senses()
    twin.#process = this.#process
    twin.#air = this.#air
    return twin
  }
}
