import type { AutotuneResult } from '../../../data/model/autotune.ts'
import { fitted, type Trace } from './fit.ts'
import { tuned } from './rules.ts'

/** What the experiment sees at a tick; °C, percent, seconds. */
export interface RelayInput {
  setPoint: number
  processValue: number
  /** What was really delivered since the tick before; below 0: cooling. */
  achieved: number
  seconds: number
  /** Most that may be given; 100 for an actuator that is on or off. */
  most: number
  /** Whether it can be given a share of full power. */
  shares: boolean
}

/**
 * A relay experiment (Åström and Hägglund, Automatic tuning of simple regulators, Automatica 20, 1984): on below the set
 * point, off above it, so that the temperature swings around it by itself. Vessels lose heat slowly and gain it fast:
 * after each swing the power is chosen anew, so that the next rises by about a degree; an asymmetric relay tells more of
 * a plant than a symmetric one (Berner, Hägglund and Åström, Control Engineering Practice 54, 2016).
 */
export interface Relay {
  /** 1 with a heater, −1 with a cooler; temperatures are mirrored for that. */
  readonly sign: 1 | -1
  readonly on: boolean
  /** What it gives while on, and at most, percent. */
  readonly power: number
  readonly limit: number
  /** Seconds since the start, and since it was switched last. */
  readonly time: number
  readonly sinceSwitch: number
  /** When it was switched off, seconds since the start; none: on its way to the set point. */
  readonly offs: readonly number[]
  /** The furthest past the set point since it was switched off, °C. */
  readonly peak: number
  /** What was given until now, and until it was switched off last, percent seconds. */
  readonly given: number
  readonly givenBefore: number
  /** The output that held the temperature over the last swing, percent; 0 before the first. */
  readonly holding: number
  readonly trace: Trace
}

/** Swings that it takes; and how many are complete. */
export const swingsNeeded = 3
export const swingsOf = ({ offs }: Relay): number => Math.max(0, offs.length - 1)

/** °C on both sides of the set point within which nothing is switched: two steps of a digital probe. */
const hysteresis = 0.125
/** How far a swing is to rise past the switching point, °C; and how far it may at most. */
const wanted = 1
const furthest = 5
/** Least seconds of what was given before, for whatever of it is still on its way. */
const history = 600
/** Longest way to the set point, longest half swing, and longest experiment, seconds. */
const longestWay = 4 * 3600
const longestHalf = 2 * 3600
const longest = 8 * 3600
/** Most samples of a trace; then every other one goes. */
const mostSamples = 1000

/** An experiment that begins now, and never gives more than `limit` percent. */
export const freshRelay = (sign: 1 | -1, limit: number): Relay => ({
  sign,
  on: true,
  power: limit,
  limit,
  time: 0,
  sinceSwitch: 0,
  offs: [],
  peak: 0,
  given: 0,
  givenBefore: 0,
  holding: 0,
  trace: { spacing: 1, values: [], given: [], from: 0 },
})

/** The next tick: the demand (−100…100 %) with the state to go on from, what was found, or why it is of no use. */
export function relayStep(
  before: Relay,
  input: RelayInput,
): { demand: number; relay: Relay } | { found: AutotuneResult } | { failed: string } {
  const { sign } = before
  const above = sign * (input.processValue - input.setPoint)
  let relay: Relay = {
    ...before,
    time: before.time + input.seconds,
    sinceSwitch: before.sinceSwitch + input.seconds,
    given: before.given + sign * input.achieved * input.seconds,
    peak: Math.max(before.peak, above),
  }
  relay = { ...relay, trace: sampled(relay, sign * input.processValue) }
  const trouble = troubleOf(relay, above)
  if (trouble) return { failed: trouble }
  if (relay.on && above >= hysteresis) relay = switchedOff(relay)
  else if (!relay.on && above <= -hysteresis) relay = switchedOn(relay, input)
  if (swingsOf(relay) >= swingsNeeded) return conclusion(relay)
  return { demand: relay.on ? sign * Math.min(relay.power, input.most) : 0, relay }
}

function switchedOff(relay: Relay): Relay {
  const { time, given, givenBefore, offs } = relay
  const last = offs.at(-1)
  const holding = last === undefined ? 0 : (given - givenBefore) / (time - last)
  return { ...relay, on: false, sinceSwitch: 0, peak: 0, givenBefore: given, holding, offs: [...offs, time] }
}

/** The next swing is to rise as far as is wanted: by a quarter of the power at least, and well beyond what only holds. */
function switchedOn(relay: Relay, { shares }: RelayInput): Relay {
  const rose = Math.max(relay.peak - hysteresis, wanted / 5)
  const power = Math.max(relay.power / 4, (relay.power * wanted) / rose, 3 * relay.holding)
  return { ...relay, on: true, sinceSwitch: 0, power: shares ? Math.min(power, relay.limit) : relay.power }
}

function troubleOf({ time, sinceSwitch, offs, on, sign }: Relay, above: number): string | null {
  const [onward, back] = sign > 0 ? ['warmer', 'cooler'] : ['cooler', 'warmer']
  const reached = offs.length > 0
  if (reached && above > furthest) return `it got much ${onward} than the set point: try again with less power`
  if (reached && above < -furthest) return `it got much ${back} than the set point`
  const patience = reached ? longestHalf : longestWay
  if (sinceSwitch > patience)
    return on
      ? `it did not reach the set point within ${patience / 3600} h: begin nearer to it, or with more power`
      : `it did not get ${back} by itself within ${patience / 3600} h: there is nothing to swing against`
  return time > longest ? `it took longer than ${longest / 3600} h` : null
}

/** Equally spaced, however long it takes. */
function sampled({ time, given, trace }: Relay, value: number): Trace {
  if (time < trace.spacing * trace.values.length) return trace
  const more = { ...trace, values: [...trace.values, value], given: [...trace.given, given] }
  if (more.values.length <= mostSamples) return more
  const half = (numbers: readonly number[]) => numbers.filter((_, n) => n % 2 === 0)
  return { ...more, spacing: 2 * trace.spacing, values: half(more.values), given: half(more.given) }
}

function conclusion({ trace, offs }: Relay): { found: AutotuneResult } | { failed: string } {
  const from = offs.find(time => time >= history) ?? offs[1]!
  const plant = fitted({ ...trace, from: Math.floor(from / trace.spacing) })
  if (!plant || plant.rate <= 0 || plant.error > wanted / 2)
    return {
      failed: 'the temperature does not follow what is given: is the probe in the vessel, and does the pump run?',
    }
  return { found: tuned(plant) }
}
