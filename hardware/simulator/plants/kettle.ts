/** A heated kettle (HLT, RIMS), temperatures in °C. */
export interface KettleState {
  element: number
  /** The lowest 15 % of the liquid, around the element. */
  bottom: number
  /** The rest: the bed, what one means by the kettle's temperature. */
  bed: number
  probe: number
  /** Litres; boiling makes them fewer. */
  volume: number
  /** What the bed was at each of the last seconds of dead time, latest last, and seconds since the last entry. */
  past: readonly number[]
  sincePast: number
}

/** Share of full power and of full flow, 0–1, and the temperature around. */
export interface KettleInputs {
  element: number
  pump: number
  room: number
}

/** Powers in W, capacities in J/K, conductances in W/K, flow in L/min, times in s. */
export interface KettleParameters {
  power: number
  elementCapacity: number
  elementBottom: number
  mixing: number
  flow: number
  loss: number
  deadTime: number
  lag: number
  /** Kilograms of grain in the bed. */
  grain: number
}

/** 30 L over 3.5 kW, without grain. */
export const homeKettle: KettleParameters = {
  power: 3500,
  elementCapacity: 900,
  elementBottom: 350,
  mixing: 60,
  flow: 8,
  loss: 8,
  deadTime: 10,
  lag: 8,
  grain: 0,
}

const water = 4186 // J/(kg K); a litre weighs a kilogram here
const grainHeat = 1700 // J/(kg K)
const steam = 2_257_000 // J/kg
const bottomShare = 0.15
const longestStep = 0.25

/** Everything at one temperature. */
export const restingKettle = (temperature: number, volume = 30): KettleState => ({
  element: temperature,
  bottom: temperature,
  bed: temperature,
  probe: temperature,
  volume,
  past: [],
  sincePast: 0,
})

/** With water of a temperature filled in, or some let out, until it holds so many litres. */
export function filled(state: KettleState, volume: number, temperature: number): KettleState {
  const share = volume > state.volume ? (volume - state.volume) / volume : 0
  const mixed = (before: number) => before + share * (temperature - before)
  return { ...state, volume, element: mixed(state.element), bottom: mixed(state.bottom), bed: mixed(state.bed) }
}

const integrate = (state: KettleState, inputs: KettleInputs, dt: number, p: KettleParameters): KettleState => {
  const { element, bottom, bed } = state
  const mass = Math.max(0.1, state.volume)
  const bottomCapacity = mass * bottomShare * water
  const bedCapacity = mass * (1 - bottomShare) * water + p.grain * grainHeat

  const elementToBottom = p.elementBottom * (element - bottom)
  const circulated = ((inputs.pump * p.flow) / 60) * water * (bottom - bed)
  const mixed = bottom > bed ? p.mixing * (bottom - bed) : 0 // warm water rises, cold does not
  const lost = p.loss * (bed - inputs.room)
  const nextElement = element + (dt / p.elementCapacity) * (inputs.element * p.power - elementToBottom)
  const nextBottom = bottom + (dt / bottomCapacity) * (elementToBottom - circulated - mixed)
  const nextBed = bed + (dt / bedCapacity) * (circulated + mixed - lost)

  // Steam from the bottom condenses in the bed until that boils too; what is then left over leaves the kettle.
  const risen = Math.max(0, nextBottom - 100) * bottomCapacity
  const excess = Math.max(0, nextBed + risen / bedCapacity - 100) * bedCapacity
  return {
    ...state,
    element: nextElement,
    bottom: Math.min(100, nextBottom),
    bed: Math.min(100, nextBed + risen / bedCapacity),
    volume: Math.max(0, state.volume - excess / steam),
  }
}

// τ dTs = Tt(t−L) − Ts; the past is kept at whole seconds.
const sense = (state: KettleState, dt: number, p: KettleParameters): KettleState => {
  const sincePast = state.sincePast + dt
  const isDue = sincePast >= 1
  const past = isDue ? [...state.past, state.bed].slice(-Math.max(1, Math.round(p.deadTime) + 1)) : state.past
  const delayed = p.deadTime < 1 ? state.bed : past.length > p.deadTime ? past[0]! : (past[0] ?? state.bed)
  const probe = state.probe + (dt / p.lag) * (delayed - state.probe)
  return { ...state, past, sincePast: isDue ? sincePast - 1 : sincePast, probe }
}

/**
 * The kettle `dt` seconds later (0 < dt ≤ 1; divided inside, as the element's time constant is 2.6 s).
 *
 *     Cel dTe = P u − UAel (Te−Tb)
 *     cb dTb = UAel (Te−Tb) − m'c (Tb−Tt) − N        N = 60 W/K · (Tb−Tt) when Tb > Tt, else 0
 *     ct dTt = m'c (Tb−Tt) + N − UA (Tt−Tamb)        at 100 °C the excess makes steam
 *     dTs = (Tt(t−L) − Ts)/τ
 */
export function stepKettle(
  state: KettleState,
  inputs: KettleInputs,
  dt: number,
  parameters: KettleParameters = homeKettle,
): KettleState {
  const steps = Math.ceil(dt / longestStep)
  let next = state
  for (let i = 0; i < steps; i++) {
    next = sense(integrate(next, inputs, dt / steps, parameters), dt / steps, parameters)
  }
  return next
}
