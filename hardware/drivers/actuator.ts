import type { Actuator as Configuration } from '../../data/model/actuator.ts'
import type { Wires } from '../boards/wires.ts'
import type { Actuator, Obstacle } from '../device.ts'
import type { ActuatorDriver } from './driver.ts'
import { pwm } from './pwm.ts'
import { relay } from './relay.ts'

const driverOf = ({ driver }: Configuration): ActuatorDriver => {
  switch (driver.kind) {
    case 'relay':
    case 'slow-pwm':
      return relay(driver)
    case 'pwm':
      return pwm(driver)
  }
}

/** Whether two configurations ask the same of the hardware. */
export const sameActuator = (a: Configuration, b: Configuration): boolean =>
  a.board === b.board && a.use === b.use && a.risk === b.risk && JSON.stringify(a.driver) === JSON.stringify(b.driver)

/** An actuator on its board. It moves only while its board lets it; else it rests. */
export class BoundActuator implements Actuator {
  readonly id: string
  readonly configuration: Configuration
  readonly #driver: ActuatorDriver
  readonly #boardObstacle: (configuration: Configuration) => Obstacle | null
  #output: number | null = null
  #unfit: string | null = null

  constructor(configuration: Configuration, boardObstacle: (configuration: Configuration) => Obstacle | null) {
    this.id = configuration.id
    this.configuration = configuration
    this.#driver = driverOf(configuration)
    this.#boardObstacle = boardObstacle
  }

  /** What the board has to do with its pin when it is left alone; null if the pin cannot be moved at all. */
  get safe() {
    return this.#unfit === null ? this.#driver.safe : null
  }

  get obstacle(): Obstacle | null {
    const obstacle = this.#boardObstacle(this.configuration)
    if (obstacle || this.#unfit === null) return obstacle
    return { reason: 'board', message: this.#unfit }
  }

  get output(): number | null {
    return this.#output
  }

  write(output: number) {
    if (this.obstacle !== null || !(output > 0)) return this.rest()
    if (this.#output === null) return
    this.#output = Math.min(100, output)
    this.#driver.write(this.#output)
  }

  /** Off, if the board can be reached. */
  rest(): void {
    if (this.#output === null) return
    this.#output = 0
    this.#driver.write(0)
  }

  attach(wires: Wires): void {
    this.#unfit = this.#driver.attach(wires)
    this.#output = this.#unfit === null ? 0 : null
  }

  detach(): void {
    this.#driver.detach()
    this.#output = null
  }
}
