import {
  type FermenterParameters,
  type FermenterState,
  restingFermenter,
  stepFermenter,
} from '../../../hardware/simulator/plants/fermenter.ts'
import { type KettleParameters, restingKettle, stepKettle } from '../../../hardware/simulator/plants/kettle.ts'
import type { Scenario } from './scenario.ts'

/** A plant that lives second by second. */
export interface Plant {
  /** What the vessel is to be held at, truly, °C. */
  readonly truth: number
  /** What the vessel's probe feels, and the one in the air or jacket (null where there is none), °C. */
  readonly probe: number
  readonly airProbe: number | null
  /** J the heater and the cooler take at full power in a second. */
  readonly power: { heater: number; cooler: number }
  /** The next second; shares of full power 0–1. */
  step(heater: number, cooler: number, room: number): void
  happen(event: Scenario['events'][number]): void
}

/** The plant of a scenario, at its start. */
export function plantOf({ plant }: Scenario): Plant {
  switch (plant.kind) {
    case 'fermenter':
      return fermenter(restingFermenter(plant.start), plant.parameters, plant.held)
    case 'kettle':
      return kettle(plant.start, plant.volume, plant.parameters)
  }
}

function fermenter(start: FermenterState, nominal: FermenterParameters, held: 'beer' | 'air'): Plant {
  let state = start
  let parameters = nominal
  return {
    get truth() {
      return state[held]
    },
    get probe() {
      return held === 'beer' ? state.beerProbe : state.airProbe
    },
    get airProbe() {
      return state.airProbe
    },
    get power() {
      return { heater: parameters.heaterPower, cooler: parameters.compressorPower }
    },
    step(heater, compressor, room) {
      state = stepFermenter(state, { compressor, heater, room }, 1, parameters)
    },
    happen(event) {
      if (event.kind === 'parameters') parameters = { ...parameters, ...event.change }
    },
  }
}

const water = 4186 // J/(kg K)
const grain = 1700 // J/(kg K)
const bedShare = 0.85

function kettle(start: number, volume: number, nominal: KettleParameters): Plant {
  let state = restingKettle(start, volume)
  let parameters = nominal
  return {
    get truth() {
      return state.bed
    },
    get probe() {
      return state.probe
    },
    airProbe: null,
    get power() {
      return { heater: parameters.power, cooler: 0 }
    },
    step(element, _cooler, room) {
      state = stepKettle(state, { element, pump: 1, room }, 1, parameters)
    },
    happen(event) {
      if (event.kind === 'parameters') parameters = { ...parameters, ...event.change }
      if (event.kind === 'water') {
        const volume = state.volume + event.volume
        state = { ...state, volume, bed: (state.bed * state.volume + event.temperature * event.volume) / volume }
      }
      if (event.kind !== 'grain') return
      const bed = state.volume * bedShare * water + parameters.grain * grain
      const added = event.mass * grain
      state = { ...state, bed: (bed * state.bed + added * event.temperature) / (bed + added) }
      parameters = { ...parameters, grain: parameters.grain + event.mass }
    },
  }
}
