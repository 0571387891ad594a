import { Fault } from '../data/model/fault.ts'
import { type EmergencyStop, emergencyStopChannel } from '../data/model/safety.ts'
import type { Safety } from './control/safety/safety.ts'
import { dateAndTime } from './control/words.ts'
import type { SafetyParts } from './trip-book.ts'

/** Everything off, latched until somebody clears it, over restarts too. */
export interface EmergencyStopper {
  /** Tells of the stop as it was left. */
  open(): void
  /**
   * Switches everything off at once, then keeps it. Fails with `unavailable` when it cannot be kept yet; all is off
   * then too, and it is tried again.
   */
  stop(by: string): Promise<EmergencyStop>
  /** Lets go: what was on before stays off until it is told again. Fails with `conflict` when it is not latched. */
  clear(by: string): Promise<EmergencyStop>
  /** Fails with `refused` while it is latched. */
  demandReleased(): void
  /**
   * The one way to tell something what to do: `work` stores it and brings it into force. What is to come `on` is
   * `refused` while the stop is latched, or when it was pressed meanwhile: a clearing waits for it, and puts it off.
   */
  command(on: boolean, work: () => Promise<void>): Promise<void>
}

/**
 * @param off switches off what outputs are told, so that nothing comes back by itself
 * @param tick moves the outputs
 */
export function createEmergencyStop(
  { clock, hub, log, alarms, keeper }: SafetyParts,
  safety: Safety,
  { off, tick }: { off: () => Promise<void>; tick: () => void },
): EmergencyStopper {
  const tell = () => hub.publish(emergencyStopChannel, safety.emergencyStop)
  const raise = () =>
    alarms.raise(
      'emergency-stop',
      'brewery',
      `The emergency stop was pressed by ${safety.emergencyStop.by}: everything was switched off. Find out why before it goes on.`,
      { priority: 'urgent' },
    )

  const underWay = new Set<Promise<void>>()

  function demandReleased(): void {
    const { latched, by, at } = safety.emergencyStop
    if (!latched) return
    throw new Fault('refused', `the emergency stop was pressed by ${by} at ${dateAndTime(at ?? 0)}: clear it first`)
  }

  async function keep(stop: EmergencyStop): Promise<void> {
    try {
      await keeper.write(stop)
    } catch (error) {
      keeper.add(stop)
      throw error
    }
  }

  return {
    open() {
      tell()
      if (safety.emergencyStop.latched) raise()
    },
    async stop(by) {
      const { latched } = safety.emergencyStop
      // The first to press it is who knows why. Outputs go off before anything can fail.
      // Pressed once more it is another one, which a clearing under way must not clear.
      safety.emergencyStop = latched ? { ...safety.emergencyStop } : { latched: true, at: clock.now(), by }
      tick()
      if (!latched) {
        log('warning', 'brewery', `emergency stop by ${by}`)
        raise()
        tell()
      }
      const stop = safety.emergencyStop
      await keep(stop)
      return stop
    },
    async clear(by) {
      const stopped = safety.emergencyStop
      if (!stopped.latched) throw new Fault('conflict', 'the emergency stop is not latched')
      const cleared = { latched: false, at: clock.now(), by }
      // What was asked for before the stop must not come into force after it.
      await Promise.allSettled(underWay)
      await off()
      try {
        await keeper.write(cleared)
      } catch (error) {
        // It may have been written all the same, and only the answer was lost: what is latched is what is to be kept.
        keeper.add(safety.emergencyStop)
        throw error
      }
      if (safety.emergencyStop !== stopped) {
        await keep(safety.emergencyStop)
        throw new Fault('conflict', 'the emergency stop was pressed again meanwhile')
      }
      alarms.clear('emergency-stop', `cleared by ${by}`)
      safety.emergencyStop = cleared
      log('warning', 'brewery', `emergency stop cleared by ${by}`)
      tell()
      return cleared
    },
    demandReleased,
    async command(on, work) {
      if (!on) return work()
      demandReleased()
      const before = safety.emergencyStop
      const mine = work()
      underWay.add(mine)
      try {
        await mine
      } finally {
        underWay.delete(mine)
      }
      if (safety.emergencyStop !== before)
        throw new Fault('refused', 'the emergency stop was pressed meanwhile: nothing comes on')
    },
  }
}
