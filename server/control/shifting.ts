import type { Instant } from '../../data/model/units.ts'
import type { Mode } from '../../data/model/vessel.ts'
import type { Plans } from './course.ts'

/**
 * A mode after somebody set the clock by so many ms when it was `before`: what has started goes on as if nothing had
 * happened; what goes by date, or starts at one, does not. The same object when nothing changes.
 */
export function shifted(mode: Mode, plans: Plans, by: number, before: Instant): Mode {
  switch (mode.kind) {
    case 'off':
    case 'manual':
    case 'constant':
    case 'boil':
      return mode
    case 'profile': {
      const { startedAt, pausedAt } = mode
      if (startedAt === undefined || startedAt > before || plans.profile(mode.profile)?.by === 'date') return mode
      return { ...mode, startedAt: startedAt + by, ...(pausedAt === undefined ? {} : { pausedAt: pausedAt + by }) }
    }
    case 'schedule': {
      const { run } = mode
      if (!run || run.startedAt > before) return mode
      return { ...mode, run: { ...run, startedAt: run.startedAt + by, asOf: run.asOf + by } }
    }
  }
}
