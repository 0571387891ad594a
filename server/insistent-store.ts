import { Fault } from '../data/model/fault.ts'
import type { Cancel, Clock, Id } from '../data/model/units.ts'
import type { Mode } from '../data/model/vessel.ts'
import type { Store } from '../data/store.ts'
import type { Log } from './log.ts'

/** Where it is kept what vessels, pumps and valves are told. */
interface Told {
  modes: Pick<Store['modes'], 'all' | 'set'>
  switches: Store['switches']
}

/** A store that insists on what was switched off, and on what vessels do when it is in doubt whether it took something else. */
export interface InsistentStore {
  store: Told
  /** Tries once more. */
  close(): Promise<void>
}

const retryAfter = 5_000

/**
 * What was switched off is off at once, and is stored again and again while the disk fails: it must not come on with the next
 * start because of what the disk still says. Nor because of an answer that was lost: what is off, and was to be switched on when
 * the store failed, is stored as off, and a vessel that goes on as it was is stored so. Whoever asked hears that it failed; whatever is
 * stored later counts.
 * @param parts.modeOf what a vessel does now; fails with `not-found`
 */
export function createInsistentStore(
  store: Told,
  { clock, log, modeOf }: { clock: Pick<Clock, 'after'>; log: Log; modeOf: (vessel: Id) => Mode },
): InsistentStore {
  /** What is to be stored yet, by whom it is about. */
  const waiting = new Map<string, () => Promise<void>>()
  /** Pumps and valves that are not off, as far as is stored for certain. */
  const on = new Set<string>()
  let cancel: Cancel = () => {}

  /** @param insisted writes what counts when `write` fails; left out: what waits already */
  async function keep(what: string, write: () => Promise<void>, insisted?: () => Promise<void>): Promise<void> {
    const before = waiting.get(what)
    waiting.delete(what)
    try {
      await write()
      // An earlier one that failed meanwhile.
      waiting.delete(what)
    } catch (error) {
      const again = insisted ?? before
      if (again && isPassing(error)) wait(what, again)
      throw error
    }
  }

  function hear(actuator: Id, output: number): void {
    if (output === 0) on.delete(actuator)
    else on.add(actuator)
  }

  function wait(what: string, write: () => Promise<void>): void {
    waiting.set(what, write)
    cancel()
    cancel = clock.after(retryAfter, () => void retry())
  }

  async function retry(): Promise<void> {
    for (const [what, write] of [...waiting]) {
      if (waiting.get(what) !== write) continue
      const kept = () => log('info', what, 'what it is told is written down now')
      await keep(what, write, write).then(kept, () => undefined)
    }
  }

  return {
    store: {
      modes: {
        all: store.modes.all,
        set: (vessel, mode, told) =>
          keep(
            `vessel ${vessel}`,
            () => store.modes.set(vessel, mode, told),
            async () => store.modes.set(vessel, modeOf(vessel)),
          ),
      },
      switches: {
        async all() {
          const all = await store.switches.all()
          for (const { actuator, output } of all) hear(actuator, output)
          return all
        },
        async set(actuator, output) {
          const off = async () => {
            await store.switches.set(actuator, 0)
            hear(actuator, 0)
          }
          const write = () => store.switches.set(actuator, output)
          await keep(`actuator ${actuator}`, write, output === 0 || !on.has(actuator) ? off : undefined)
          hear(actuator, output)
        },
      },
    },
    async close() {
      await retry()
      cancel()
    },
  }
}

/** Whether what failed may be tried again. Of what is gone, nothing is to be stored any more. */
export const isPassing = (error: unknown) => !(error instanceof Fault) || error.code === 'unavailable'
