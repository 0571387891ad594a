import {
  type FermenterInputs,
  type FermenterState,
  fermentationHeat,
  fridgeFermenter,
  restingFermenter,
  stepFermenter,
} from '../../hardware/simulator/plants/fermenter.ts'
import {
  filled,
  homeKettle,
  type KettleInputs,
  type KettleState,
  restingKettle,
  stepKettle,
} from '../../hardware/simulator/plants/kettle.ts'

const hour = 3600

const fermentUntil = (state: FermenterState, inputs: FermenterInputs, isDone: (state: FermenterState) => boolean) => {
  let seconds = 0
  let next = state
  for (; !isDone(next) && seconds < 100 * hour; seconds++) next = stepFermenter(next, inputs, 1)
  return { hours: seconds / hour, state: next }
}

const heatUntil = (
  state: KettleState,
  inputs: KettleInputs,
  isDone: (state: KettleState) => boolean,
  parameters = homeKettle,
) => {
  let seconds = 0
  let next = state
  for (; !isDone(next) && seconds < 10 * hour; seconds++) next = stepKettle(next, inputs, 1, parameters)
  return { minutes: seconds / 60, state: next }
}

describe('fermenter', () => {
  // Full power all the way, to within 0.1 °C, after holding the first temperature for 2 h.
  test.each([
    { from: 20, to: 18, room: 20, compressor: 1, heater: 0, hours: 1.53 },
    { from: 20, to: 10, room: 20, compressor: 1, heater: 0, hours: 7.16 },
    { from: 15, to: 20, room: 12, compressor: 0, heater: 1, hours: 6.41 },
  ])('full power from $from to $to °C takes $hours h', ({ from, to, room, compressor, heater, hours }) => {
    const isThere = ({ beer }: FermenterState) => (to < from ? beer <= to + 0.1 : beer >= to - 0.1)
    const taken = fermentUntil(restingFermenter(from), { compressor, heater, room }, isThere).hours
    expect(taken).toBeGreaterThan(hours * 0.97)
    expect(taken).toBeLessThan(hours * 1.03)
  })

  test('left alone it comes to the temperature of the room', () => {
    const { state } = fermentUntil(restingFermenter(5), { compressor: 0, heater: 0, room: 20 }, () => false)
    expect(state.beer).toBeCloseTo(20, 0)
    expect(state.beerProbe).toBeCloseTo(state.beer, 1)
  })

  test('fermentation gives 13–15 W at its peak at 20 °C, and its energy in all', () => {
    const parameters = { ...fridgeFermenter, fermentationEnergy: 1_000_000 }
    const at = (elapsed: number, beer = 20) => fermentationHeat({ ...restingFermenter(beer), elapsed }, parameters)
    expect(at(36 * hour)).toBeGreaterThan(13)
    expect(at(36 * hour)).toBeLessThan(15)
    expect(at(36 * hour, 30)).toBeCloseTo(2 * at(36 * hour))
    let energy = 0
    for (let t = -100 * hour; t < 200 * hour; t += 60) energy += 60 * at(t)
    expect(energy).toBeCloseTo(1_000_000, -3)
  })

  test('probes lag: 63 % of a step after 60 s and 30 s', () => {
    let state = { ...restingFermenter(20), beerProbe: 10, airProbe: 10 }
    for (let i = 0; i < 30; i++) state = stepFermenter(state, { compressor: 0, heater: 0, room: 20 }, 1)
    expect(state.airProbe).toBeCloseTo(16.3, 0)
    for (let i = 0; i < 30; i++) state = stepFermenter(state, { compressor: 0, heater: 0, room: 20 }, 1)
    expect(state.beerProbe).toBeCloseTo(16.3, 0)
  })
})

describe('kettle', () => {
  test('full power from 20 to within 0.3 of 67 °C takes about half an hour', () => {
    const inputs = { element: 1, pump: 1, room: 20 }
    const { minutes, state } = heatUntil(restingKettle(20), inputs, ({ bed }) => bed >= 66.7)
    expect(minutes).toBeGreaterThan(29.5)
    expect(minutes).toBeLessThan(30.6)
    expect(state.volume).toBe(30)
  })

  test('with a loss of 25 W/K in a room at 5 °C it takes about 40 minutes', () => {
    const inputs = { element: 1, pump: 1, room: 5 }
    const { minutes } = heatUntil(restingKettle(20), inputs, ({ bed }) => bed >= 66.7, { ...homeKettle, loss: 25 })
    expect(minutes).toBeGreaterThan(37)
    expect(minutes).toBeLessThan(41)
  })

  test('boils at 100 °C and loses the heat of 3.5 kW as steam', () => {
    const inputs = { element: 1, pump: 1, room: 20 }
    const { state } = heatUntil(restingKettle(99.9), inputs, ({ bed }) => bed >= 100)
    let boiling = state
    for (let i = 0; i < hour; i++) boiling = stepKettle(boiling, inputs, 1)
    expect(boiling.bed).toBe(100)
    expect(boiling.bottom).toBeLessThanOrEqual(100)
    const kilograms = ((3500 - 8 * 80) * hour) / 2_257_000
    expect(state.volume - boiling.volume).toBeCloseTo(kilograms, 1)
  })

  test('boiled dry it holds no less than nothing', () => {
    let dry = restingKettle(100, 0.5)
    for (let i = 0; i < hour; i++) dry = stepKettle(dry, { element: 1, pump: 1, room: 20 }, 1)
    expect(dry.volume).toBe(0)
    const full = filled(dry, 30, 12)
    expect(full).toMatchObject({ volume: 30, bottom: 12, bed: 12 })
    expect(filled({ ...full, bed: 80 }, 60, 20).bed).toBe(50)
    expect(filled({ ...full, bed: 80 }, 15, 20)).toMatchObject({ volume: 15, bed: 80 })
  })

  test('the probe feels nothing for 10 s, then follows with a time constant of 8 s', () => {
    const past = new Array<number>(11).fill(20)
    const state: KettleState = { ...restingKettle(20), past, bed: 60, bottom: 60, element: 60 }
    const probeAt = (seconds: number) => {
      let next = state
      for (let i = 0; i < seconds; i++) next = stepKettle(next, { element: 0, pump: 0, room: 60 }, 1)
      return next.probe
    }
    expect(probeAt(9)).toBeCloseTo(20)
    expect(probeAt(19)).toBeGreaterThan(20 + 40 * 0.55)
    expect(probeAt(19)).toBeLessThan(20 + 40 * 0.75)
  })

  test('without the pump only natural mixing carries heat up, and none down', () => {
    const warm = heatUntil(restingKettle(20), { element: 1, pump: 0, room: 20 }, ({ bottom }) => bottom > 60).state
    expect(warm.bed).toBeLessThan(warm.bottom - 10)
    const cold = stepKettle({ ...restingKettle(50), bottom: 20, element: 20 }, { element: 0, pump: 0, room: 50 }, 1)
    expect(cold.bed).toBe(50)
  })
})
