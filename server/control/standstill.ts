import type { Scale } from '../../data/model/degrees.ts'
import type { Schedule } from '../../data/model/schedule.ts'
import type { Celsius, Instant } from '../../data/model/units.ts'
import type { Mode, Vessel } from '../../data/model/vessel.ts'
import { isRunning } from './schedule.ts'
import { degrees } from './words.ts'

/** How what keeps a step from its beginning is told. */
export const beginsAt = 'its step begins at '

/** Why a vessel does not do what it is told, or does not get on with its schedule, as long as nobody does anything about it; undefined: it does. */
export function standstill(
  mode: Mode,
  schedule: Schedule | undefined,
  seen: { at: Instant; temperature: Celsius | null },
  { heater, cooler }: Pick<Vessel, 'heater' | 'cooler'>,
  unit: Scale,
): string | undefined {
  const heats = mode.kind === 'boil' || (mode.kind === 'manual' && mode.output > 0)
  if (heats && heater === null) return 'it is to be heated, and nothing heats it'
  if (mode.kind === 'manual' && mode.output < 0 && cooler === null) return 'it is to be cooled, and nothing cools it'
  const run = mode.kind === 'schedule' ? mode.run : undefined
  const step = run && schedule?.steps[run.step]
  if (!run || !step || seen.at < run.startedAt) return undefined
  const { target, tolerance } = step
  if (run.paused === 'outage' && target.kind === 'boil')
    return 'an outage paused it, and a boil that nobody watches rests: let it go on'
  if (run.phase !== 'approach' || !isRunning(run, seen.at)) return undefined
  if (target.kind === 'boil' && heater === null) return `${beginsAt}the boil, and nothing heats it`
  if (target.kind !== 'temperature' || run.from === null || seen.temperature === null) return undefined
  // What is too warm comes down by itself, sooner or later.
  const isCold = run.from < target.temperature && target.temperature - seen.temperature > tolerance
  return isCold && heater === null ? `${beginsAt}${degrees(target.temperature, unit)}, and nothing heats it` : undefined
}
