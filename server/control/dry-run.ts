import type { Scale } from '../../data/model/degrees.ts'
import type { DryRun } from '../../data/model/forecast.ts'
import type { Profile } from '../../data/model/profile.ts'
import { tolerance } from './foresight.ts'
import { Meter, type Powers } from './meter.ts'
import type { Rehearsal } from './rehearsal.ts'
import { degrees, lasting } from './words.ts'

/** What is drawn of it at the most. */
const count = 400
/** How much of a longer profile is played, s; and how much more until its last temperature is reached, in ticks. */
const longest = 40 * 86_400
const grace = 20_000
/** How long after its last point it is looked at, s. */
const afterwards = 1800
/** Ramps may lag behind by this share of their length, or by so many seconds. */
const [lagShare, lagLeast] = [0.05, 300]
/** What is not reached is pursued in stretches of so many ticks, up to so many, while each brings it so many °C closer. */
const [stretch, stretches, progress] = [1200, 120, 0.02]

/** A temperature of the profile: s since the start at which its way begins, it is due, and it is replaced by the next one. */
interface Stage {
  from: number
  at: number
  until: number
  temperature: number
  ramp: boolean
}

/** A profile in fast motion, from the start of the rehearsal; yields after each tick. */
export function* dryRun(
  rehearsal: Rehearsal,
  profile: Pick<Profile, 'by' | 'points'>,
  powers: Powers,
  unit: Scale,
): Generator<void, Omit<DryRun, 'vessel' | 'assumptions'>> {
  const begin = rehearsal.at
  const stages = stagesOf(profile)
  const end = Math.min(longest, stages.at(-1)!.at + afterwards)
  const meter = new Meter(begin, powers, end / count)
  const [times, values]: [number[], number[]] = [[], []]
  const forks: Rehearsal[] = []
  const limit = Math.min(longest, end + grace * rehearsal.pace)
  let arrived = false
  for (let time = 0; time <= end || (!arrived && time <= limit); time = (rehearsal.at - begin) / 1000) {
    while (forks.length < stages.length && stages[forks.length]!.from <= time) forks.push(rehearsal.fork())
    const moment = rehearsal.step()
    const { processValue } = moment
    meter.add(moment)
    times.push(time)
    values.push(processValue)
    arrived ||= time >= stages.at(-1)!.from && isAt(processValue, stages.at(-1)!)
    yield
  }
  const problems: string[] = []
  const reached = stages.map(({ from, at, until, temperature }) => {
    // Ticks are evenly spaced: nobody searches a month for each of five hundred points.
    let n = Math.ceil(from / rehearsal.pace)
    while (n < times.length && times[n]! < until && !isAt(values[n]!, { temperature })) n++
    return { at, temperature, reachedAt: n < times.length && times[n]! < until ? times[n]! : null }
  })
  for (const [n, stage] of stages.entries()) {
    const { reachedAt } = reached[n]!
    const allowed = stage.ramp ? stage.at + Math.max(lagLeast, lagShare * (stage.at - stage.from)) : stage.until
    const judged = reachedAt ?? Math.min(stage.until, limit - rehearsal.pace)
    // What ends behind the part that was played is not judged.
    if (!forks[n] || judged > times.at(-1)! || (reachedAt !== null && reachedAt <= allowed)) continue
    problems.push(yield* pursue(forks[n], stage, unit))
  }
  return {
    ...meter.taken,
    reached,
    length: end,
    problems,
    sure: rehearsal.sure,
  }
}

const isAt = (value: number, { temperature }: Pick<Stage, 'temperature'>) => Math.abs(value - temperature) <= tolerance

/** How long what was not reached in time really takes, in a sentence. */
function* pursue(rehearsal: Rehearsal, { from, at, until, temperature, ramp }: Stage, unit: Scale) {
  rehearsal.setMode({ kind: 'constant', setPoint: temperature })
  const begin = rehearsal.at
  const start = rehearsal.step().processValue
  const away = (value: number) => Math.abs(value - temperature)
  const [a, b] = [degrees(start, unit), degrees(temperature, unit)]
  const task = `Cannot ${temperature < start ? 'cool' : 'heat'} from ${a} to ${b}`
  let nearest = start
  for (let n = 0; n < stretches; n++) {
    const before = away(nearest)
    for (let tick = 0; tick < stretch; tick++) {
      const { processValue } = rehearsal.step()
      if (away(processValue) < away(nearest)) nearest = processValue
      if (away(nearest) <= tolerance) {
        const time = lasting((rehearsal.at - begin) / 1000)
        const allowed = Number.isFinite(until) || ramp ? ` in ${lasting((ramp ? at : until) - from)}` : ''
        return allowed ? `${task}${allowed}: it takes ${time}.` : `It takes ${time} to get from ${a} to ${b}.`
      }
      yield
    }
    if (before - away(nearest) < progress) return `${task}: it gets no further than ${degrees(nearest, unit)}.`
  }
  return `${task} in any reasonable time.`
}

/** The temperatures of a profile one after the other; points that only end a hold are none. */
function stagesOf({ by, points }: Pick<Profile, 'by' | 'points'>): Stage[] {
  const seconds = (at: number) => (by === 'date' ? (at - points[0]!.at) / 1000 : at)
  const stages: Stage[] = []
  for (const [n, { at, temperature, approach }] of points.entries()) {
    const before = stages.at(-1)
    if (before?.temperature === temperature) continue
    const ramp = n > 0 && approach === 'ramp'
    const from = n === 0 ? 0 : seconds(ramp ? points[n - 1]!.at : at)
    if (before) before.until = Math.max(from, before.at + 1)
    stages.push({ from, at: n === 0 ? 0 : seconds(at), until: Number.POSITIVE_INFINITY, temperature, ramp })
  }
  return stages
}
