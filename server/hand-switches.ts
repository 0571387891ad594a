import { type Actuator, isSwitchedByHand } from '../data/model/actuator.ts'
import { Fault } from '../data/model/fault.ts'
import type { Id } from '../data/model/units.ts'
import type { Store } from '../data/store.ts'
import type { Log } from './log.ts'

/** What pumps and valves that no vessel drives are told by hand, over restarts too. */
export interface HandSwitches {
  open(): Promise<void>
  /** Forgets what was told to actuators that are gone, or that nobody may switch by hand any more. */
  keep(actuators: readonly Actuator[]): void
  /** Percent; nothing means off. */
  readonly outputs: ReadonlyMap<Id, number>
  /** Kept before it is in force; off is done first. Fails with `conflict` when it was switched off meanwhile. */
  set(actuator: Id, output: number): Promise<void>
}

/**
 * All off until they are opened.
 * @param tick brings what is off into force at once
 */
export function createHandSwitches(
  { store, log }: { store: { switches: Store['switches'] }; log: Log },
  tick: () => void,
): HandSwitches {
  const outputs = new Map<Id, number>()
  /** How often each was switched off. */
  const offs = new Map<Id, number>()
  return {
    outputs,
    async open() {
      for (const { actuator, output } of await store.switches.all()) outputs.set(actuator, output)
    },
    keep(actuators) {
      for (const id of outputs.keys()) {
        const actuator = actuators.find(other => other.id === id)
        if (actuator && isSwitchedByHand(actuator)) continue
        outputs.delete(id)
        // Of one that is gone the store has forgotten it already.
        if (!actuator) continue
        const failed = (error: unknown) =>
          log('error', `actuator ${id}`, `what it was told by hand is not forgotten: ${error}`)
        store.switches.set(id, 0).catch(failed)
      }
    },
    async set(actuator, output) {
      if (output === 0) {
        outputs.set(actuator, 0)
        offs.set(actuator, (offs.get(actuator) ?? 0) + 1)
        // No disk may keep a pump on.
        tick()
      }
      const before = offs.get(actuator)
      // So that `keep` forgets it, if it may not be switched by hand any more by then.
      if (!outputs.has(actuator)) outputs.set(actuator, 0)
      await store.switches.set(actuator, output)
      if (output > 0 && (offs.get(actuator) !== before || !outputs.has(actuator)))
        throw new Fault('conflict', 'it was switched off meanwhile, and stays so')
      if (output > 0) outputs.set(actuator, output)
      log('info', `actuator ${actuator}`, output > 0 ? `switched on by hand, ${output} %` : 'switched off by hand')
    },
  }
}
