import { Scenario, type ScenarioBody } from './scenario.ts'

const hour = 3600
const day = 24 * hour

/** The compressor's and the heater's settings that plants.md gives, and what the demonstration uses. */
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

/** The fermentation scenarios every controller of this field was measured on. */
export const fermenters: Scenario[] = bodies.map(body => Scenario.parse(body))
