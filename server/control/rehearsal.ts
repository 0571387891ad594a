import type { Profile } from '../../data/model/profile.ts'
import type { Schedule } from '../../data/model/schedule.ts'
import type { Sensor } from '../../data/model/sensor.ts'
import type { Celsius, Instant } from '../../data/model/units.ts'
import type { Mode, VesselState } from '../../data/model/vessel.ts'
import type { Actuator as Device } from '../../hardware/device.ts'
import { allot } from './budget.ts'
import type { Plans } from './course.ts'
import type { Drive } from './drive.ts'
import type { Loop, LoopParts } from './loop.ts'
import type { Plant } from './plant.ts'
import { begun } from './schedule.ts'

/** A profile or schedule to be played from its start, with something of `from` °C in the vessel. */
export type Trial = ({ profile: Profile } | { schedule: Schedule }) & { from: Celsius }

/** When it is, and what all may draw together, W; null: no limit. */
export interface Scene {
  at: Instant
  uptime: number
  powerBudget: number | null
}

/** A vessel to play on from now, as it is or with a profile of its own; null when nothing is known of its plant. */
export function rehearse(loop: Loop, scene: Scene, trial?: Trial): Rehearsal | null {
  const { plant } = loop
  if (!plant) return null
  if (!trial) return new Rehearsal(loop, plant, scene)
  const profile = 'profile' in trial ? trial.profile : null
  const at = profile?.by === 'date' ? profile.points[0]!.at : scene.at
  const rehearsal = new Rehearsal(loop, plant.refilled(trial.from), { ...scene, at }, trial)
  // What was decided for what was in it before does not go on.
  rehearsal.setMode({ kind: 'off' })
  if ('profile' in trial) rehearsal.setMode({ kind: 'profile', profile: trial.profile.id, startedAt: at })
  else rehearsal.setMode({ kind: 'schedule', schedule: trial.schedule.id, run: begun(at) })
  return rehearsal
}

/** A moment of a rehearsal: the vessel, and what its actuators did since the one before, as shares of full power. */
export interface Moment {
  at: Instant
  /** Seconds since the one before. */
  seconds: number
  processValue: Celsius
  state: VesselState
  heat: number
  cool: number
}

/**
 * A vessel played on: a twin of its loop, with twins of its drives and all their constraints, on what its controller takes its
 * plant for. So what is foreseen is decided as it will be. Other vessels take no power.
 */
export class Rehearsal {
  readonly #loop: Loop
  readonly #plant: Plant
  #parts!: LoopParts
  #scene: Scene

  constructor(loop: Loop, plant: Plant, scene: Scene, trial?: Trial) {
    this.#plant = plant
    this.#scene = scene
    this.#loop = loop.twin(parts => {
      const [heater, cooler] = [understudy(parts.heater), understudy(parts.cooler)]
      this.#parts = { ...parts, heater, cooler, ...plansOf(trial) }
      return this.#parts
    })
  }

  get at(): Instant {
    return this.#scene.at
  }

  /** Seconds between two ticks. */
  get pace(): number {
    return this.#plant.pace
  }

  get sure(): boolean {
    return this.#plant.sure
  }

  setMode(mode: Mode): void {
    this.#loop.setMode(mode)
  }

  /** The same once more, to see what another mode would do from here on. */
  fork(): Rehearsal {
    return new Rehearsal(this.#loop, this.#plant.copy(), this.#scene)
  }

  /** A tick and the time until the next one. */
  step(): Moment {
    const { pace: seconds, processValue, air } = this.#plant
    const { heater, cooler } = this.#parts
    const { at, uptime, powerBudget } = this.#scene
    this.#hear(this.#parts.sensor, processValue)
    if (this.#parts.air?.id !== this.#parts.sensor?.id && air !== null) this.#hear(this.#parts.air, air)
    const tick = { at, uptime, seconds }
    this.#loop.look(tick)
    const requests = this.#loop.plan(tick)
    for (const { request, output, budgeted } of allot(requests, powerBudget))
      request.drive.commit(output, uptime, budgeted)
    const [heat, cool] = [(heater?.told ?? 0) / 100, (cooler?.told ?? 0) / 100]
    this.#plant.step(heat, cool, seconds)
    this.#scene = { at: at + seconds * 1000, uptime: uptime + seconds * 1000, powerBudget }
    return { at, seconds, processValue, state: this.#loop.state(), heat, cool }
  }

  #hear(sensor: Sensor | undefined, value: number): void {
    const { at, uptime } = this.#scene
    if (sensor) this.#loop.observe({ sensor: sensor.id, at, value, quality: 'good' }, uptime)
  }
}

/** Where a trial's profile or schedule is found. */
function plansOf(trial: Trial | undefined): Partial<Plans> {
  if (!trial) return {}
  return 'profile' in trial ? { profile: () => trial.profile } : { schedule: () => trial.schedule }
}

/** A drive in the same situation, on a device that does what it is told. */
function understudy(drive: Drive | undefined): Drive | undefined {
  if (!drive) return undefined
  let output = drive.told ?? 0
  const device: Device = {
    id: drive.actuator.id,
    obstacle: null,
    get output() {
      return output
    },
    write(asked) {
      output = asked
    },
  }
  return drive.reconfigured(drive.actuator, () => device)
}
