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
 * start because of what the disk still says. Nor because of an answer that was lost: what is off, and was to be switched on when
 * the store failed, is stored as off. Whoever asked hears that it failed; whatever is stored later counts.
 */
export function createLastingOff(store: Told, { clock, log }: { clock: Pick<Clock, 'after'>; log: Log }): LastingOff {
  /** By what is off; each is what was asked for last. */
  const waiting = new Map<string, () => Promise<void>>()
  /** Whatever is not off, as far as is stored for certain. */
  const on = new Set<string>()
  let cancel: Cancel = () => {}

  /** @param rest writes that it is off */
  async function keep(what: string, off: boolean, write: () => Promise<void>, rest = write): Promise<void> {
    const before = waiting.get(what)
    waiting.delete(what)
    try {
      await write()
      // An earlier one that failed meanwhile.
      waiting.delete(what)
      hear(what, off)
    } catch (error) {
      const insisted = off || !on.has(what) ? rest : before
      if (insisted && isPassing(error)) wait(what, insisted)
      throw error
    }
  }

  function hear(what: string, off: boolean): void {
    if (off) on.delete(what)
    else on.add(what)
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
        async all() {
          const all = await store.modes.all()
          for (const { vessel, mode } of all) hear(`vessel ${vessel}`, mode.kind === 'off')
          return all
        },
        set: (vessel, mode, told) =>
          keep(
            `vessel ${vessel}`,
            mode.kind === 'off',
            () => store.modes.set(vessel, mode, told),
            () => store.modes.set(vessel, { kind: 'off' }),
          ),
      },
      switches: {
        async all() {
          const all = await store.switches.all()
          for (const { actuator, output } of all) hear(`actuator ${actuator}`, output === 0)
          return all
        },
        set: (actuator, output) =>
          keep(
            `actuator ${actuator}`,
            output === 0,
            () => store.switches.set(actuator, output),
            () => store.switches.set(actuator, 0),
          ),
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
