import type { Actuator } from '../data/model/actuator.ts'
import { Fault } from '../data/model/fault.ts'
import type { Clock, Id } from '../data/model/units.ts'
import type { Mode, Vessel } from '../data/model/vessel.ts'
import type { Obstacle } from '../hardware/device.ts'
import { opposed, type Request, type Tick } from './control/drive.ts'
import type { Log } from './log.ts'

/** Actuators that are on for some seconds so that somebody sees what they do. */
export interface Trials {
  /**
   * Asks for full power for `seconds`, through all constraints of the actuator. Fails with `refused` while a vessel
   * drives it, with `conflict` while its counterpart is tried, with `unavailable` when its board cannot be reached.
   */
  start(actuator: Actuator, seconds: number, driver: { vessel: Vessel; mode: Mode } | null): void
  /** Ends those of these actuators, because somebody wants something else of them. */
  end(actuators: (Id | null)[]): void
  /** The requests of a tick, with those of the actuators on trial in place of what was asked for. */
  apply(requests: Request[], tick: Tick): Request[]
}

/**
 * No trials yet. They live in memory only: after a restart nothing is on by way of a test.
 * @param obstacleOf why an actuator cannot be moved
 */
export function createTrials(
  { clock, log }: { clock: Pick<Clock, 'uptime'>; log: Log },
  obstacleOf: (actuator: Id) => Obstacle | null,
): Trials {
  /** When each ends, in uptime, and the vessel that has it. */
  const ends = new Map<Id, { end: number; vessel: Vessel | null }>()

  function check({ id }: Actuator, driver: { vessel: Vessel; mode: Mode } | null): void {
    const obstacle = obstacleOf(id)
    if (obstacle) throw new Fault('unavailable', `"${id}" cannot be tested: ${obstacle.message}`)
    if (!driver) return
    const { vessel, mode } = driver
    if (mode.kind !== 'off')
      throw new Fault('refused', `"${id}" is driven by vessel "${vessel.id}": switch the vessel off to test it`)
    const counterpart = vessel.heater === id ? vessel.cooler : vessel.heater
    if (counterpart !== null && ends.has(counterpart))
      throw new Fault('conflict', `"${counterpart}" is being tested: wait until it is off, they must not run together`)
  }

  return {
    start(actuator, seconds, driver) {
      check(actuator, driver)
      ends.set(actuator.id, { end: clock.uptime() + seconds * 1000, vessel: driver?.vessel ?? null })
      log('info', `actuator ${actuator.id}`, `test for ${seconds} s`)
    },
    end(actuators) {
      for (const id of actuators) if (id !== null) ends.delete(id)
    },
    apply(requests, tick) {
      return requests.map(request => {
        const { drive } = request
        const trial = ends.get(drive.actuator.id)
        if (!trial) return request
        // What it excludes may be at work for another vessel of a chamber, or just have been on trial itself.
        const hindrance = trial.vessel && opposed(drive, undefined, trial.vessel, tick.uptime)
        if (tick.uptime < trial.end) return drive.plan(100, tick, { hindrance })
        ends.delete(drive.actuator.id)
        // A test ends when it was said to, also before the minimum time on; the minimum time off follows it.
        return request.held ? drive.plan(0, tick, { rest: true }) : request
      })
    },
  }
}
