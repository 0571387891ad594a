import { type AirLine, type Course, calm, courseOf, foreseen, latest } from './air-line.ts'

/** A second of an actuator beside air that is measured; a cooler's signs are turned, so that its answer is always a rise. */
export interface Asking {
  uptime: number
  seconds: number
  sign: 1 | -1
  /** Share of full power, 0–1, of it and of its opposite. */
  share: number
  opposite: number
  /** °C. */
  value: number
  air: AirLine
}

/** What an actuator was asked for, and how the air answered. */
export interface Answers {
  /** Its share over a minute, the phase that makes it, and for how many seconds. */
  mean: number
  phase: 'quiet' | 'between' | 'work'
  phaseFor: number
  /** Seconds since its opposite was on. */
  alone: number
  /** It was switched: 1 on, −1 off; the air goes its own way unless it answers, and strayed from that by so much either way, °C, for so many s of full power. */
  edge: { up: 1 | -1; course: Course; towards: number; against: number; given: number } | null
  /** Seconds of full power that it, and its opposite, were asked for since the air, or the vessel, answered. */
  asked: number
  opposed: number
  /** Seconds for which its opposite has worked without a break. */
  fought: number
  /** Where the vessel was then, turned; °C. */
  from: { asked: number; opposed: number } | null
}

/** Seconds of a mean; shares that are work, and that are none. */
const minute = 60
const work = 0.3
const rest = 0.1
/** Seconds it worked, or rested, before a change of it is an edge, and for which its opposite was off. */
const steady = { 1: 300, [-1]: 600 }
const apart = 600
/** An answer comes within so many seconds: a compressor first cools what its evaporator weighs. */
export const listening = { 1: 900, [-1]: 1500 }
/**
 * °C by which the air must leave its course. Eight standard deviations of a mean of ten readings with 0.05 °C of noise and steps of a
 * DS18B20 against a line through thirty of them; the weakest heater of a fridge (20 W into 4.6 kJ/K) does it in six minutes.
 */
export const answer = 0.5
/** Air that was on its way there anyway may hurry by so much of that. */
const haste = 0.5
/** °C by which a vessel moves when it is what answers: to what it asked for, and to what its opposite did. */
const progress = { asked: 0.25, opposed: 0.5 }
/** Air that strays by no more than this was not moved by anything, °C. */
const stillness = 0.25
/** A share that is all it can give. */
const full = 0.9

/** Nothing was asked for, since long. */
export const unasked: Answers = {
  mean: 0,
  phase: 'quiet',
  phaseFor: steady[1],
  alone: apart,
  edge: null,
  asked: 0,
  opposed: 0,
  fought: 0,
  from: null,
}

/** The air answered; it did not move at all while work went on; it did, but not as it should. */
type Heard = 'answer' | 'silence' | 'doubt'

/** What is known after another look, and whether the air answered just now, or not at all to work that went on. */
export function listen(before: Answers, asking: Asking): { state: Answers; heard: Heard | null } {
  const { uptime, seconds, sign, share, opposite, value, air } = asking
  const mean = before.mean + (share - before.mean) * Math.min(1, seconds / minute)
  const phase = mean >= work ? 'work' : mean <= rest ? 'quiet' : 'between'
  const alone = opposite > 0 ? 0 : before.alone + seconds
  const y = sign * value
  const from = before.from ?? { asked: y, opposed: y }
  const moved = y - from.asked >= progress.asked
  const helped = from.opposed - y >= progress.opposed
  const state: Answers = {
    mean,
    phase: phase === 'between' ? before.phase : phase,
    phaseFor: phase === before.phase ? before.phaseFor + seconds : phase === 'between' ? before.phaseFor : 0,
    alone,
    edge: edgeAfter(before, phase, alone, asking),
    asked: moved ? 0 : before.asked + share * seconds,
    opposed: helped ? 0 : before.opposed + opposite * seconds,
    fought: opposite > 0 ? before.fought + seconds : 0,
    from: { asked: moved ? y : Math.min(from.asked, y), opposed: helped ? y : Math.max(from.opposed, y) },
  }
  const now = latest(air)
  if (!state.edge || now === null) return { state, heard: null }
  const { up, course } = state.edge
  const stray = sign * up * (now - foreseen(course, uptime))
  const ran = (uptime - course.at) / 1000
  if (stray >= answer + haste * Math.max(0, sign * up * course.slope * ran))
    return { state: { ...state, edge: null, asked: 0, opposed: 0, from: { asked: y, opposed: y } }, heard: 'answer' }
  const towards = Math.max(state.edge.towards, stray)
  const against = Math.max(state.edge.against, -stray)
  const given = state.edge.given + share * seconds
  if (ran < listening[sign])
    return { state: { ...state, edge: { ...state.edge, towards, against, given } }, heard: null }
  if (up < 0 || state.phase !== 'work' || state.phaseFor < listening[sign] - minute)
    return { state: { ...state, edge: null }, heard: null }
  // A controller that may give more holds the air where it is; and air that was on its way anyway may hide a weak answer.
  const still =
    Math.max(towards, against) < stillness && given >= full * listening[sign] && Math.abs(course.slope) < calm.slope
  return { state: { ...state, edge: null }, heard: still ? 'silence' : 'doubt' }
}

function edgeAfter(
  before: Answers,
  phase: Answers['phase'],
  alone: number,
  { uptime, sign, opposite, air }: Asking,
): Answers['edge'] {
  if (opposite > 0) return null
  const up = phase === 'work' && before.phase === 'quiet' ? 1 : phase === 'quiet' && before.phase === 'work' ? -1 : 0
  if (up === 0) return before.edge
  // An evaporator stays cold for long: its off tells nothing.
  if (alone < apart || before.phaseFor < steady[up] || (sign < 0 && up < 0)) return null
  const course = courseOf(air, uptime)
  return course && { up, course, towards: 0, against: 0, given: 0 }
}
