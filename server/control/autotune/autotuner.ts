import type { Actuator } from '../../../data/model/actuator.ts'
import type { AutotuneState } from '../../../data/model/autotune.ts'
import type { Sensor } from '../../../data/model/sensor.ts'
import type { Instant } from '../../../data/model/units.ts'
import type { Vessel } from '../../../data/model/vessel.ts'
import type { ControllerInput } from '../controller.ts'
import { freshRelay, type Relay, relayStep, swingsNeeded, swingsOf } from './relay.ts'

/** What an experiment begins with. */
interface Beginning {
  at: Instant
  setPoint: number
  /** Cools instead of heats. */
  cools: boolean
  /** Most that is given, percent. */
  power: number
}

/** What parameters are found of. */
interface Tuned {
  vessel: Vessel
  sensor: Sensor | undefined
  heater: { actuator: Actuator } | undefined
  cooler: { actuator: Actuator } | undefined
}

function plantOf({ vessel: { volume }, sensor, heater, cooler }: Tuned): string {
  const works = [heater, cooler].map(drive => {
    if (!drive) return null
    const { id, board, driver, power } = drive.actuator
    return [id, board, driver, power]
  })
  return JSON.stringify([volume, sensor && [sensor.id, sensor.board, sensor.driver], works])
}

/** Swings a vessel around its set point, in place of its controller, to find the parameters of one. */
export class Autotuner {
  #relay: Relay | null = null
  #state: AutotuneState | undefined

  /** How far it is, or how it ended; undefined: nobody asked for it, or wants to know any more. */
  get state(): AutotuneState | undefined {
    return this.#state
  }

  get runs(): boolean {
    return this.#relay !== null
  }

  /** What holds the temperature, −100…100 %, as far as the swings have shown it. */
  get holding(): number | null {
    return this.#relay && swingsOf(this.#relay) > 0 ? this.#relay.sign * this.#relay.holding : null
  }

  start({ at, setPoint, cools, power }: Beginning): void {
    this.#relay = freshRelay(cools ? -1 : 1, power)
    this.#state = { phase: 'approach', startedAt: at, setPoint }
  }

  /** Ends it, if it runs; `reason` ends the sentence "it ended because …". */
  end(reason: string): void {
    if (!this.#relay || !this.#state) return
    const { startedAt, setPoint } = this.#state
    this.#relay = null
    this.#state = { phase: 'ended', startedAt, setPoint, reason }
  }

  /** Settings were changed, which ends it. What was found of another plant is of no use any more. */
  reconfigure(before: Tuned, after: Tuned): void {
    const another = plantOf(before) !== plantOf(after)
    const reason = another ? 'what heats, cools or measures it was changed' : 'the settings of the vessel were changed'
    if (another || before.vessel !== after.vessel) this.end(reason)
    // A step in what it shows that no plant made.
    if (before.sensor !== after.sensor) this.end('the settings of its sensor were changed')
    if (!another || this.#state?.phase !== 'found') return
    const { startedAt, setPoint } = this.#state
    this.#state = { phase: 'ended', startedAt, setPoint, reason }
  }

  /** Ends it for the reason that there is, if there is one. */
  watch(hindrance: string | undefined): void {
    if (hindrance) this.end(hindrance)
  }

  /** Nobody wants to know of it any more. */
  forget(): void {
    this.#relay = null
    this.#state = undefined
  }

  /** The output, −100…100 %; null: it does not run, or has just come to an end. */
  decide(input: ControllerInput): number | null {
    if (!this.#relay || !this.#state) return null
    const { startedAt, setPoint } = this.#state
    const means = this.#relay.sign > 0 ? input.heater : input.cooler
    const most = this.#relay.sign > 0 ? input.most : -input.least
    const step = relayStep(this.#relay, { ...input, setPoint, most, shares: means?.shares ?? false })
    if ('found' in step) {
      this.#relay = null
      this.#state = { phase: 'found', startedAt, setPoint, found: step.found }
      return null
    }
    if ('failed' in step) {
      this.end(step.failed)
      return null
    }
    this.#relay = step.relay
    if (step.relay.offs.length > 0)
      this.#state = { phase: 'swings', startedAt, setPoint, swing: swingsOf(step.relay) + 1, of: swingsNeeded }
    return step.demand
  }
}
