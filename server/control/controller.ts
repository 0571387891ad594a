import type { Learned } from '../../data/model/learned.ts'
import type { Tuning } from '../../data/model/vessel.ts'
import { type ChamberState, chamber, freshChamber, learnedBy } from './chamber/chamber.ts'
import { chamberPlant } from './chamber/plant.ts'
import { freshKettle, type KettleState, kettle, learnedByKettle } from './kettle/kettle.ts'
import { kettlePlant } from './kettle/plant.ts'
import type { Plant, Seen } from './plant.ts'

/** What a controller remembers between ticks. */
export type ControllerState = PlainState | ChamberState | KettleState

/** What hysteresis and PID remember. */
export interface PlainState {
  kind: 'plain'
  /** PID: the output it would keep at zero error, percent. Hysteresis: the output it decided last. */
  bias: number
  /** The process value of the tick before, for the derivative. */
  before: number | null
  /** Filtered slope of the process value, °C/s. */
  slope: number
}

/** A heater or cooler as a controller that plans ahead needs to know it; times in seconds. */
export interface Means {
  /** W at full power, 0 when nobody said. */
  power: number
  on: boolean
  /** What it is doing at this moment, percent. */
  output: number
  /** Whether it can be given a share of full power; otherwise it is on or off. */
  shares: boolean
  /** Until it may be switched on: its minimum time off, the rest between heating and cooling. */
  readyIn: number
  /** Until it may be switched off. */
  boundFor: number
  minimumOn: number
  minimumOff: number
}

/** What a controller sees at a tick; temperatures in °C, outputs in percent. */
export interface ControllerInput {
  setPoint: number
  /** The set point so many seconds from now, as far as is known: a ramp can be followed without lagging behind. */
  setPointIn: (seconds: number) => number
  processValue: number
  /** °C of the air or jacket around the vessel; null without a sensor that shows it. */
  air: number | null
  /** Seconds since the tick before. */
  seconds: number
  /** What the actuators really delivered since then: constraints may have kept them from obeying. */
  achieved: number
  /** −100 with a cooler, else 0; 100 with a heater, else 0. */
  least: number
  most: number
  heater: Means | null
  cooler: Means | null
}

/** A controller that has seen nothing yet. */
export const freshController: PlainState = { kind: 'plain', bias: 0, before: null, slope: 0 }

/** The output a tuning asks for, −100…100 %, and what to remember. */
export function control(
  tuning: Tuning,
  state: ControllerState,
  input: ControllerInput,
): { demand: number; state: ControllerState } {
  switch (tuning.kind) {
    case 'hysteresis':
      return hysteresis(tuning, plain(state), input)
    case 'pid':
      return pid(tuning, plain(state), input)
    case 'chamber':
      return chamber(tuning, state.kind === 'chamber' ? state : freshChamber(null), input)
    case 'kettle':
      return kettle(state.kind === 'kettle' ? state : freshKettle(null), input)
  }
}

/** A vessel whose tuning was changed to another kind begins afresh. */
const plain = (state: ControllerState): PlainState => (state.kind === 'plain' ? state : freshController)

type Hysteresis = Extract<Tuning, { kind: 'hysteresis' }>
type Pid = Extract<Tuning, { kind: 'pid' }>

/** Starts when the value is the deadband away from the set point, stops when it is back at it. */
function hysteresis(tuning: Hysteresis, state: PlainState, input: ControllerInput) {
  const error = input.setPoint - input.processValue
  const heating = input.most > 0 && (error >= tuning.deadband || (state.bias > 0 && error > 0))
  const cooling = input.least < 0 && (error <= -tuning.deadband || (state.bias < 0 && error < 0))
  const demand = heating ? input.most : cooling ? input.least : 0
  return { demand, state: { ...state, bias: demand, before: input.processValue } }
}

/**
 * PID in the standard (ISA) form, u = K (e + 1/Ti ∫e dt − Td dy/dt). The integral stands still while the achieved
 * output lags behind what is asked for and the error would only ask for more (conditional integration; Åström and
 * Hägglund, Advanced PID Control, 3.5), so it cannot wind up while an actuator is saturated, waiting or overridden,
 * whatever the reason. The derivative acts on the measurement, filtered with Td/8: a new set point gives no kick.
 */
function pid(tuning: Pid, state: PlainState, input: ControllerInput) {
  const { gain, integralTime, derivativeTime } = tuning
  const { setPoint, processValue, seconds, achieved, least, most } = input
  const error = setPoint - processValue
  const rise = state.before === null || seconds === 0 ? 0 : (processValue - state.before) / seconds
  const slope = state.slope + (rise - state.slope) * share(seconds, Math.max(derivativeTime / 8, 1))
  const asked = gain * (error - derivativeTime * slope) + state.bias
  const lag = asked - achieved
  const held = integralTime === 0 || (Math.abs(lag) > followed && lag * error > 0)
  const bias = held ? state.bias : clamp(state.bias + ((gain * error) / integralTime) * seconds, least, most)
  const demand = clamp(asked + bias - state.bias, least, most)
  return { demand, state: { ...state, bias, before: processValue, slope } }
}

/** An output this close to what is asked for, in percent, follows it: it is of the tick before. */
const followed = 5

/**
 * The state that makes the next demand equal to `output`: for a change of mode without a bump. A vessel that comes
 * from off starts with no bias, as `output` 0 would only cancel its proportional part.
 */
export function takeOver(tuning: Tuning, output: number, setPoint: number, processValue: number): ControllerState {
  const bias = tuning.kind === 'pid' ? output - tuning.gain * (setPoint - processValue) : output
  return { ...freshController, bias: clamp(bias, -100, 100) }
}

/** The state after a time without control: what was learned holds, how fast the value moved does not. */
export function rested(state: ControllerState): ControllerState {
  switch (state.kind) {
    case 'plain':
      return { ...freshController, bias: state.bias }
    case 'chamber':
      return freshChamber(learnedBy(state))
    case 'kettle':
      return state
  }
}

/** The state of a vessel that was switched off: what was learned of the plant is all that stays. */
export function stopped(state: ControllerState): ControllerState {
  switch (state.kind) {
    case 'plain':
      return freshController
    case 'chamber':
      return rested(state)
    case 'kettle':
      return freshKettle(learnedByKettle(state))
  }
}

/** What a controller learned of its plant; null: nothing, or it does not learn. */
export function learned(state: ControllerState): Learned | null {
  switch (state.kind) {
    case 'plain':
      return null
    case 'chamber':
      return learnedBy(state)
    case 'kettle':
      return learnedByKettle(state)
  }
}

/** The state of a controller that was told what another one learned, or to forget (null). */
export function taught(knowledge: Learned | null): ControllerState {
  switch (knowledge?.kind) {
    case undefined:
      return freshController
    case 'chamber':
      return freshChamber(knowledge)
    case 'kettle':
      return freshKettle(knowledge)
  }
}

/** The plant as its controller takes it for; null: it does not learn, or knows nothing yet. */
export function plantOf(tuning: Tuning, state: ControllerState, seen: Seen): Plant | null {
  if (tuning.kind === 'chamber' && state.kind === 'chamber') return chamberPlant(tuning.holds, state, seen)
  if (tuning.kind === 'kettle' && state.kind === 'kettle') return kettlePlant(state, seen)
  return null
}

/** How far a first-order lag of `timeConstant` gets within `seconds`, 0–1. */
function share(seconds: number, timeConstant: number): number {
  return 1 - Math.exp(-seconds / timeConstant)
}

/** The value, brought between the two. */
export function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
