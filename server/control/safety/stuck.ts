import type { Plant } from './plant.ts'

/** A vessel whose outputs are all off, seen so that the suspect's effect is a rise: a cooler's signs are turned. */
export interface Rest {
  uptime: number
  sign: 1 | -1
  /** W of the suspect. */
  power: number
  value: number | null
  air: number | null
  setPoint: number | null
}

/** What is remembered of a rest. */
export interface Resting {
  since: number | null
  samples: readonly { uptime: number; y: number; air: number | null }[]
  /** What is so hot that it must cool: since when it has not fallen, and from where. */
  hot: { since: number; y: number } | null
  /** It is hot, past its set point, and rises: everything goes on resting until that is over, or proved. */
  suspect: boolean
  /** How warm the room seems to be from what the air showed while all was off, °C; its sign is turned too. */
  room: number | null
}

/** Nothing seen yet. */
export const freshResting: Resting = { since: null, samples: [], hot: null, suspect: false, room: null }

/** Samples a window is made of. */
const fineness = 8
/** Share of the suspect's power by which a vessel must move, and by which it may at most, or it is not the suspect. */
const share = { least: 0.6, most: 1.6 }
/**
 * What boiled, or is hotter than this and so far past its set point, and does not cool by so much in so many seconds is being heated:
 * 60 L that lose 4 W/K to a room of 28 °C cool by 1 °C.
 */
const cooling = { fall: 0.3, for: 1800, above: 45, beyond: 1 }
/** Hot, it does not rise by so much within a window either after so many times what was stored at its bottom takes to spread. */
const creeping = { settled: 2, rise: 0.25 }
/**
 * A liquid that is this far past its set point and still moves after so many seconds does not do so by itself, °C and s: where nothing
 * stirs, a probe that is 90 s late and lags by 120 s shows for six minutes what an element on and off at the set point left below.
 */
const runaway = { beyond: 10, after: 600, rise: 0.25 }
/** Air tells after so many seconds; an evaporator stays cold for long. A heater of so many W warms it by 1 °C at least. */
const airTells = { 1: 900, [-1]: 1800 }
const wattsPerDegree = 16
const leastExcess = { 1: 2, [-1]: 5 }
/** Air that comes back does so by so many °C within so many samples (eleven minutes). */
const comeback = { samples: 3, by: 0.5 }
/** Seconds in which a room is learned that is less of an excuse, and one that is more: that may be the suspect itself. */
const learning = { less: 7200, more: 86_400 }
/** Share of the difference between room and vessel that the air takes on, and rooms not to be surprised at, °C. */
const coupling = 0.4
const rooms = { 1: 28, [-1]: 10 }

/** What is remembered after another look, and whether the suspect is found to be on. `rest` is null while anything is on. */
export function watchRest(
  before: Resting,
  rest: Rest | null,
  seconds: number,
  plant: Plant,
): { state: Resting; failed: boolean } {
  if (rest === null || rest.value === null) return { state: { ...freshResting, room: before.room }, failed: false }
  const { uptime, sign } = rest
  const since = before.since ?? uptime
  const quiet = (uptime - since) / 1000
  const y = sign * rest.value
  const past = quiet >= plant.settle && (before.suspect || isPast(y, rest, plant))
  const hot = past || (sign > 0 && y >= plant.boils) ? lasting(before.hot, uptime, y) : null
  const offset = rest.air === null ? null : sign * rest.air - y
  const samples = sampled(before.samples, { uptime, y, air: offset }, plant)
  const air = quiet >= airTells[sign] ? offset : null
  // For an hour after what heated or cooled it was switched off the air comes back to its vessel.
  const parted = air === null ? null : parting(samples, air)
  const room = before.room ?? Math.max(y, sign * rooms[sign])
  const expected = coupling * (room - y)
  const excess = Math.max(leastExcess[sign], rest.power / wattsPerDegree)
  const suspect = past && rises(samples, creeping.rise)
  const failed =
    (quiet >= plant.settle && moves(samples, rest.power, plant)) ||
    (quiet >= runaway.after && runsAway(samples, y, rest, plant)) ||
    (quiet >= creeping.settled * plant.settle && suspect) ||
    (hot !== null && uptime - hot.since >= cooling.for * 1000) ||
    (air !== null && parted !== null && air > expected + excess && parted >= -comeback.by)
  const seen = air === null ? room : y + air / coupling
  const pace = seconds / (seen < room ? learning.less : learning.more)
  const settled = parted !== null && Math.abs(parted) < comeback.by
  const learned = !settled ? before.room : room + (seen - room) * Math.min(1, pace)
  return { state: { since, samples, hot, suspect, room: learned }, failed }
}

function sampled(samples: Resting['samples'], now: Resting['samples'][number], { window }: Plant): Resting['samples'] {
  const last = samples.at(-1)
  if (last && now.uptime - last.uptime < (window * 1000) / fineness) return samples
  return [...samples, now].slice(-fineness - 1)
}

/** How far the air moved away from its vessel lately, °C; null before that can be told. */
function parting(samples: Resting['samples'], air: number): number | null {
  const before = samples.at(-1 - comeback.samples)?.air ?? null
  return before === null ? null : air - before
}

function lasting(hot: Resting['hot'], uptime: number, y: number): NonNullable<Resting['hot']> {
  return hot && y > hot.y - cooling.fall ? hot : { since: uptime, y }
}

/** Whether it is hot, and past its set point: hot water may be poured into what is not held. */
const isPast = (y: number, { sign, setPoint }: Rest, { boils }: Plant): boolean =>
  sign > 0 && Number.isFinite(boils) && setPoint !== null && y >= Math.max(cooling.above, setPoint + cooling.beyond)

const rises = (samples: Resting['samples'], by: number): boolean =>
  samples.length > fineness && samples.at(-1)!.y - samples[0]!.y >= by

function runsAway(samples: Resting['samples'], y: number, { sign, setPoint }: Rest, plant: Plant): boolean {
  // What is held in air may ferment.
  if (setPoint === null || samples.length <= fineness || !Number.isFinite(plant.boils)) return false
  return y - sign * setPoint >= runaway.beyond && y - samples[0]!.y >= runaway.rise
}

/** Whether it rises as fast as the suspect would make it. Hot water that is poured in is faster. */
function moves(samples: Resting['samples'], power: number, { capacity, natural, window }: Plant): boolean {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last || samples.length <= fineness) return false
  const slope = (last.y - first.y) / ((last.uptime - first.uptime) / 1000)
  const alone = power / capacity
  return (
    slope * window >= 0.25 &&
    slope >= Math.max(natural, share.least * alone) &&
    slope <= Math.max(2 * natural, share.most * alone)
  )
}
