import { Fault } from '../data/model/fault.ts'
import type { Cancel, Clock } from '../data/model/units.ts'
import type { Store } from '../data/store.ts'
import type { Log } from './log.ts'

/** Where it is kept what vessels, pumps and valves are told. */
interface Told {
  modes: Pick<Store['modes'], 'all' | 'set'>
  switches: Store['switches']
}

/** A store that insists on what was switched off. */
export interface LastingOff {
  store: Told
  /** Tries once more. */
  close(): Promise<void>
}

const retryAfter = 5_000

/**
 * What was switched off is off at once, and is stored again and again while the disk fails: it must not come on with the next
 * start because of what the disk still says. Whoever asked hears that it failed; whatever is stored later counts.
 */
export function createLastingOff(store: Told, { clock, log }: { clock: Pick<Clock, 'after'>; log: Log }): LastingOff {
  /** By what is off; each is what was asked for last. */
  const waiting = new Map<string, () => Promise<void>>()
  let cancel: Cancel = () => {}

  async function keep(what: string, off: boolean, write: () => Promise<void>): Promise<void> {
    const before = waiting.get(what)
    waiting.delete(what)
    try {
      await write()
      // An earlier one that failed meanwhile.
      waiting.delete(what)
    } catch (error) {
      const insisted = off ? write : before
      if (insisted && isPassing(error)) wait(what, insisted)
      throw error
    }
  }

  function wait(what: string, write: () => Promise<void>): void {
    waiting.set(what, write)
    cancel()
    cancel = clock.after(retryAfter, () => void retry())
  }

  async function retry(): Promise<void> {
    for (const [what, write] of [...waiting]) {
      if (waiting.get(what) !== write) continue
      const kept = () => log('info', what, 'that it was switched off is written down now')
      await keep(what, true, write).then(kept, () => undefined)
    }
  }

  return {
    store: {
      modes: {
        all: () => store.modes.all(),
        set: (vessel, mode, told) =>
          keep(`vessel ${vessel}`, mode.kind === 'off', () => store.modes.set(vessel, mode, told)),
      },
      switches: {
        ...store.switches,
        set: (actuator, output) =>
          keep(`actuator ${actuator}`, output === 0, () => store.switches.set(actuator, output)),
      },
    },
    async close() {
      await retry()
      cancel()
    },
  }
}

/** Of what is gone, nothing is to be stored any more. */
const isPassing = (error: unknown) => !(error instanceof Fault) || error.code === 'unavailable'
