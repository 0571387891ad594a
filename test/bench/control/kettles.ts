import type { KettleParameters } from '../../../hardware/simulator/plants/kettle.ts'
import { plantOf } from './plants.ts'
import { Scenario, type ScenarioBody } from './scenario.ts'

const minute = 60

/** What a kettle scenario differs in from the nominal one. */
export interface KettleBody {
  name: string
  volume?: number
  parameters?: Partial<KettleParameters>
  room?: number
  noise?: number
  seed?: number
  start?: number
  /** How much longer than 210 min the program takes: a big kettle heats for longer than others mash. */
  slower?: number
  events?: ScenarioBody['events']
  gates?: ScenarioBody['gates']
}

/** Strike, grain, and two rests more: the mash of plants.md. */
export function mash({ slower = 1, ...body }: KettleBody): Scenario {
  const at = (minutes: number) => Math.round(minutes * minute * slower)
  return Scenario.parse({
    name: body.name,
    plant: { kind: 'kettle', start: body.start ?? 20, volume: body.volume ?? 30, parameters: body.parameters ?? {} },
    room: { mean: body.room ?? 20 },
    // Dead time and lag are the plant's.
    sensors: { vessel: { noise: body.noise ?? 0.02, delay: 0 } },
    heater: { driver: { kind: 'slow-pwm', pin: 9, period: 4 } },
    tuning: { kind: 'kettle' },
    program: [
      { at: 0, setPoint: 67 },
      { at: at(150), setPoint: 72 },
      { at: at(180), setPoint: 78 },
    ],
    events: [{ kind: 'grain', at: at(90), mass: 6, temperature: 20 }, ...(body.events ?? [])],
    length: at(210),
    measure: { within: 0.3, settled: 15 * minute },
    gates: body.gates ?? {},
    seed: body.seed ?? 1,
  })
}

/** The limit: seconds until a vessel gets within reach of its first set point with full power all the way. */
export function fullPower(scenario: Scenario): number {
  const plant = plantOf(scenario)
  const [order] = scenario.program
  if (!order || !('setPoint' in order)) throw new Error('expected a program that begins with a set point')
  let second = 0
  for (; plant.truth < order.setPoint - scenario.measure.within; second++) plant.step(1, 0, scenario.room.mean)
  return second
}

/** Its gate for the time to reach is so much longer than full power all the way. */
function nearlyAtFullPower(body: KettleBody, more: number): Scenario {
  const scenario = mash(body)
  return { ...scenario, gates: { ...scenario.gates, reach: Math.round(fullPower(scenario) * (1 + more)) } }
}

const change = (at: number, parameters: Partial<KettleParameters>) =>
  ({ kind: 'parameters', at: at * minute, change: parameters }) as const

/** Those of plants.md, each with its gates, and others that no gate is known for. */
export const kettles: Scenario[] = [
  nearlyAtFullPower({ name: 'kettle', gates: { overshoot: 0.1 } }, 0.02),
  mash({ name: 'kettle-late', parameters: { deadTime: 60, lag: 30, flow: 4 }, gates: { overshoot: 0.4 } }),
  mash({ name: 'kettle-strong', volume: 20, parameters: { power: 5500 }, gates: { overshoot: 0.4 } }),
  mash({ name: 'kettle-cold', room: 5, parameters: { loss: 25 }, gates: { reach: 41 * minute } }),
  mash({ name: 'kettle-small', volume: 15, parameters: { power: 6000 } }),
  mash({ name: 'kettle-large', volume: 100, parameters: { power: 2000 }, slower: 2.6 }),
  mash({ name: 'kettle-lid-off', events: [change(120, { loss: 24 })] }),
  mash({ name: 'kettle-pump-off', events: [change(10, { flow: 0 }), change(15, { flow: 8 })] }),
  // The element heats 20 L of hot liquor, a coil in it the mash that is pumped through.
  mash({
    name: 'herms',
    slower: 1.5,
    parameters: { elementCapacity: 20 * 4186, elementBottom: 400, mixing: 0, deadTime: 15 },
  }),
  // A tube with little in it and a slow pump.
  mash({ name: 'rims', parameters: { power: 2000, elementCapacity: 300, flow: 5, mixing: 0, deadTime: 25 } }),
]
