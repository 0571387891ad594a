import type { Learned } from '../../data/model/learned.ts'
import type { Tuning, VesselState } from '../../data/model/vessel.ts'
import { type BoilState, boil, freshBoil, progress } from './boil.ts'
import {
  type ControllerInput,
  type ControllerState,
  clamp,
  control,
  freshController,
  learned,
  plantOf,
  rested,
  stopped,
  takeOver,
  taught,
} from './controller.ts'
import type { Course } from './course.ts'
import type { Plant } from './plant.ts'

/**
 * °C beyond its set point from where on a vessel is driven no further, whatever its controller makes of what it wound up or learned: a
 * heater that is stuck teaches that the vessel loses less than nothing.
 */
const astray = 2

/** Finds the output for a course, by its controller or by the rules of a boil, and remembers what both need. */
export class Pilot {
  #controller: ControllerState = freshController
  #boil: BoilState = freshBoil
  #kind: Course['kind'] = 'rest'
  #wasControlling = false

  /** What the controller learned of the plant; null: nothing. */
  get learned(): Learned | null {
    return learned(this.#controller)
  }

  /** Tells the controller what was learned before, or to forget it all (null) and to begin anew. */
  learn(knowledge: Learned | null): void {
    this.#controller = taught(knowledge)
  }

  /** What the controller takes its plant for; null: it does not learn, or knows nothing yet. */
  plant(tuning: Tuning, processValue: number | null, air: number | null): Plant | null {
    return plantOf(tuning, this.#controller, { processValue, air, boilsAt: this.#boil.boilsAt })
  }

  /** The same once more, with a future of its own. */
  twin(): Pilot {
    const twin = new Pilot()
    twin.#controller = this.#controller
    twin.#boil = this.#boil
    twin.#kind = this.#kind
    twin.#wasControlling = this.#wasControlling
    return twin
  }

  /** How far a boil is. */
  get boil(): NonNullable<VesselState['boil']> {
    return progress(this.#boil)
  }

  /** Whether it was seen to boil. */
  get boils(): boolean {
    return this.#boil.phase === 'hot-break' || this.#boil.phase === 'boiling'
  }

  /** Another kind of course from now on, perhaps. */
  turn(kind: Course['kind']): void {
    if (kind === this.#kind) return
    // What is given by hand or by the boil, a kettle's controller has not seen.
    const blind = this.#controller.kind === 'kettle' && kind !== 'temperature'
    if (kind === 'rest' || blind) this.#controller = stopped(this.#controller)
    if (kind !== 'boil') this.#boil = { ...freshBoil, boilsAt: this.#boil.boilsAt }
    this.#wasControlling &&= kind === 'temperature'
    this.#kind = kind
  }

  /** Nothing is to be done, or can be. */
  rest(): number {
    this.#wasControlling = false
    return 0
  }

  /** Somebody else decides for the moment; the controller goes on with what is known to hold the temperature, percent. */
  stepAside(holding: number | null): void {
    this.#controller = rested(this.#controller)
    if (holding !== null && this.#controller.kind === 'plain') this.#controller = { ...this.#controller, bias: holding }
    this.#wasControlling = true
  }

  /** The output, −100…100 %. */
  decide(tuning: Tuning, { kind, output }: Course, input: ControllerInput): number {
    if (kind === 'rest') return this.rest()
    if (kind === 'power') return output
    if (kind === 'boil') {
      const { demand, state } = boil(this.#boil, { ...input, power: output })
      this.#boil = state
      return demand
    }
    if (!this.#wasControlling) {
      const { achieved, setPoint, processValue } = input
      const goesOn = achieved !== 0 && (tuning.kind === 'pid' || tuning.kind === 'hysteresis')
      this.#controller = goesOn ? takeOver(tuning, achieved, setPoint, processValue) : rested(this.#controller)
    }
    this.#wasControlling = true
    const { demand, state } = control(tuning, this.#controller, input)
    this.#controller = state
    const beyond = input.processValue - input.setPoint
    return clamp(demand, beyond < -astray ? 0 : input.least, beyond > astray ? 0 : input.most)
  }
}
