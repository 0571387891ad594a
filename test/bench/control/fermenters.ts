import { Scenario, type ScenarioBody } from './scenario.ts'

const hour = 3600
const day = 24 * hour

/** The usual equipment: a probe in the beer and one in the air, a heater, a compressor with its minimum times. */
const fridge = {
  sensors: { vessel: {}, air: {} },
  heater: { driver: { kind: 'slow-pwm', pin: 6, period: 60 }, power: 40 },
  cooler: { driver: { kind: 'slow-pwm', pin: 5, period: 1200 }, minimumOn: 180, minimumOff: 300, power: 90 },
  tuning: { kind: 'chamber' },
} satisfies Partial<ScenarioBody>

const plant = (start: number, fermentationEnergy = 0) => ({
  kind: 'fermenter' as const,
  start,
  parameters: { fermentationEnergy },
})

/** Holds one set point for two hours, then steps to another. */
const step = (name: string, from: number, to: number, room: number, length: number): ScenarioBody => ({
  name,
  plant: plant(from),
  room: { mean: room },
  ...fridge,
  program: [
    { at: 0, setPoint: from },
    { at: 2 * hour, setPoint: to },
  ],
  length: 2 * hour + length,
  measure: { from: 2 * hour },
})

const bodies: ScenarioBody[] = [
  {
    ...step('A', 20, 18, 20, 60 * hour),
    gates: { reach: 2 * hour, overshoot: 0.04, rmse: 0.018, starts: 31 },
  },
  {
    ...step('B', 20, 10, 20, 96 * hour),
    gates: { reach: 7.8 * hour, overshoot: 0.015, rmse: 0.018, starts: 80 },
  },
  { ...step('C', 15, 20, 12, 60 * hour), gates: { reach: 7 * hour, overshoot: 0.03, rmse: 0.015 } },
  {
    name: 'D',
    plant: plant(18, 1e6),
    room: { mean: 18, swing: 4 },
    ...fridge,
    program: [{ at: 0, setPoint: 18 }],
    length: 144 * hour,
    measure: {},
    gates: { above: 0.07, mae: 0.02 },
  },
  {
    name: 'E',
    plant: plant(18, 1e6),
    room: { mean: 20, swing: 2 },
    ...fridge,
    program: [
      {
        at: 0,
        profile: [
          { at: 0, temperature: 18 },
          { at: 2 * day, temperature: 18 },
          { at: 4 * day, temperature: 20, approach: 'ramp' },
          { at: 5 * day, temperature: 20 },
          { at: 7 * day, temperature: 4, approach: 'ramp' },
        ],
      },
    ],
    length: 9 * day,
    measure: {},
    gates: { mae: 0.025 },
  },
]

/** A stainless tank in a jacket with glycol: the jacket is next to the beer, and the valve may switch as it likes. */
const jacket = {
  beerCapacity: 420_000,
  airCapacity: 12_000,
  airBeer: 60,
  wallCapacity: 4000,
  wallAir: 80,
  roomAir: 2,
  compressorPower: 1500,
  heaterPower: 200,
  heaterCapacity: 800,
  heaterAir: 20,
  airLag: 20,
}

/** What other breweries have: fewer probes, other actuators. */
const others: ScenarioBody[] = [
  { ...step('beer-only', 20, 12, 20, 60 * hour), sensors: { vessel: {} }, gates: { overshoot: 0.15, rmse: 0.05 } },
  {
    ...step('air-only', 20, 12, 20, 60 * hour),
    plant: { ...plant(20), held: 'air' },
    sensors: { vessel: {} },
    tuning: { kind: 'chamber', holds: 'air' },
    measure: { from: 2 * hour, within: 0.5 },
    gates: { rmse: 1 },
  },
  {
    ...step('no-heater', 20, 12, 24, 60 * hour),
    heater: undefined,
    gates: { overshoot: 0.15, rmse: 0.03 },
  },
  {
    ...step('relay-heater', 15, 20, 12, 60 * hour),
    heater: { driver: { kind: 'relay', pin: 6 }, power: 40 },
    gates: { overshoot: 0.15, rmse: 0.03 },
  },
  {
    ...step('jacket', 20, 6, 20, 60 * hour),
    plant: { kind: 'fermenter', start: 20, parameters: jacket },
    heater: { driver: { kind: 'relay', pin: 6 }, power: 200 },
    cooler: { driver: { kind: 'relay', pin: 5 }, power: 20 },
    changeover: 0,
    gates: { overshoot: 0.15, rmse: 0.03 },
  },
]

/** The fermentation scenarios every controller of this field was measured on, and those of breweries with other equipment. */
export const fermenters: Scenario[] = [...bodies, ...others].map(body => Scenario.parse(body))

/** The fridge with heater that random breweries are variations of. */
export const fridgeBrewery: ScenarioBody = { ...step('brewery', 20, 14, 20, 64 * hour) }
