import type { AutotuneBody } from '../data/model/autotune.ts'
import { Fault } from '../data/model/fault.ts'
import type { Clock, Id } from '../data/model/units.ts'
import type { Vessel, VesselState } from '../data/model/vessel.ts'
import type { Brewery } from './brewery.ts'
import { degrees } from './control/words.ts'
import type { Log } from './log.ts'

/** The search for the parameters of a PID: asked for, given up, and what it found put in force. */
export interface Autotunes {
  /** Swings a vessel around its constant set point. Fails with `not-found`, `refused`, or `conflict` where that cannot be. */
  start(vessel: Id, asked: AutotuneBody): VesselState
  /** Ends it, or forgets what it found. Fails with `not-found`, or with `conflict` when there is nothing of that. */
  leave(vessel: Id): void
  /** Gives the vessel's controller what was found. Fails like `leave`, and like a change of the vessel. */
  apply(vessel: Id): Promise<Vessel>
}

/** It lives in memory only: after a restart the vessel goes on with the control that it has. */
export function createAutotunes({
  brewery,
  clock,
  log,
}: {
  brewery: Brewery
  clock: Pick<Clock, 'now'>
  log: Log
}): Autotunes {
  function tunable(id: Id): { setPoint: number; cools: boolean } {
    const { vessel, mode, autotune } = brewery.loop(id)
    if (vessel.tuning.kind !== 'pid')
      throw new Fault('conflict', `the control of vessel "${id}" is no PID: it has nothing to be tuned`)
    if (mode.kind !== 'constant')
      throw new Fault('conflict', `vessel "${id}" is not held at a constant set point: give it one first`)
    const driven = vessel.heater ?? vessel.cooler
    if (driven === null) throw new Fault('conflict', `vessel "${id}" has neither a heater nor a cooler`)
    if (brewery.configuration.find('actuators', driven).driver.kind === 'relay') {
      const advice = 'let it be switched in proportion to time (slow PWM), or choose hysteresis'
      throw new Fault('conflict', `"${driven}" is on or off, which is no output for a PID: ${advice}`)
    }
    if (autotune.runs) throw new Fault('conflict', `vessel "${id}" is being tuned already`)
    return { setPoint: mode.setPoint, cools: vessel.heater === null }
  }

  return {
    start(id, { power }) {
      brewery.safety.demandReleased()
      const { setPoint, cools } = tunable(id)
      brewery.loop(id).autotune.start({ at: clock.now(), setPoint, cools, power })
      const { unit } = brewery.configuration.settings
      log('info', `vessel ${id}`, `autotune at ${degrees(setPoint, unit)} with ${power} % at most`)
      brewery.tick()
      return brewery.vessel(id)
    },
    leave(id) {
      const { autotune } = brewery.loop(id)
      if (!autotune.state) throw new Fault('conflict', `vessel "${id}" is not being tuned`)
      autotune.forget()
      log('info', `vessel ${id}`, 'autotune left, its control stays as it was')
      brewery.tick()
    },
    async apply(id) {
      const { autotune, vessel } = brewery.loop(id)
      const { state } = autotune
      if (state?.phase !== 'found') throw new Fault('conflict', `no parameters were found for vessel "${id}"`)
      const { gain, integralTime, derivativeTime } = state.found
      const { version, ...body } = vessel
      const tuning = { kind: 'pid' as const, gain, integralTime, derivativeTime }
      const after = await brewery.configuration.update('vessels', { ...body, tuning }, version)
      autotune.forget()
      log('info', `vessel ${id}`, `PID ${gain} % per °C, ${integralTime} s, ${derivativeTime} s, as autotune found`)
      brewery.tick()
      return after
    },
  }
}
