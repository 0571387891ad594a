import { ActuatorBody } from '../../data/model/actuator.ts'
import { SensorBody } from '../../data/model/sensor.ts'
import { VesselBody } from '../../data/model/vessel.ts'
import type { KettleParameters } from '../../hardware/simulator/plants/kettle.ts'
import { seededRandom } from '../../hardware/simulator/random.ts'
import { Autotuner } from '../../server/control/autotune/autotuner.ts'
import { fitted } from '../../server/control/autotune/fit.ts'
import { freshRelay, relayStep } from '../../server/control/autotune/relay.ts'
import { tuned } from '../../server/control/autotune/rules.ts'
import { mash } from '../bench/control/kettles.ts'
import { measure } from '../bench/control/measure.ts'
import { type Moment, run } from '../bench/control/rig.ts'

const untuned = { kind: 'pid', gain: 20, integralTime: 600, derivativeTime: 0 } as const

/** Tunes a kettle near 67 °C through the house's own floor and safety, then lets the PID that was found do a whole mash. */
function tuneAndMash(kettle: { volume?: number; parameters?: Partial<KettleParameters>; slower?: number }) {
  const scenario = mash({ name: 'autotune', ...kettle })
  const near = { ...scenario, plant: { ...scenario.plant, start: 64 }, tuning: untuned } as typeof scenario
  let last: Moment | undefined
  for (const moment of run({ ...near, length: 4 * 3600, program: [{ at: 0, setPoint: 67 }], events: [] })) {
    const { autotune } = moment.loop
    if (moment.second === 10) autotune.start({ at: 0, setPoint: 67, cools: false, power: 50 })
    last = moment
    if (moment.second > 10 && !autotune.runs) break
  }
  const { state } = last!.loop.autotune
  if (state?.phase !== 'found') throw new Error(`nothing was found: ${JSON.stringify(state)}`)
  const { gain, integralTime, derivativeTime } = state.found
  const tuning = { kind: 'pid', gain, integralTime, derivativeTime } as const
  return { took: last!.second, found: state.found, figures: measure(scenario, run({ ...scenario, tuning })) }
}

// Overshoot is the worst of strike, grain and two steps more.
test.each([
  ['10 s of dead time', {}, 100, 0.3],
  ['60 s of dead time', { parameters: { deadTime: 60 } }, 100, 0.5],
  ['5.5 kW on 20 L', { volume: 20, parameters: { power: 5500 } }, 236, 0.4],
  [
    'a RIMS tube',
    { slower: 1.2, parameters: { power: 2000, elementCapacity: 300, flow: 5, mixing: 0, deadTime: 25 } },
    57,
    0.3,
  ],
])('%s: what was found holds a mash, whatever the kettle', (_, kettle, perHour, overshoot) => {
  const { took, found, figures } = tuneAndMash(kettle)
  expect(took).toBeLessThan(3600)
  expect(Math.abs(found.fullPower / perHour - 1)).toBeLessThan(0.1)
  expect(figures.overshoot).toBeLessThanOrEqual(overshoot)
  expect(figures.rmse).toBeLessThan(0.4)
})

/** A vessel that is exactly what a fit thinks of; answers what its probe shows, mirrored for a cooler. */
function vessel({ rate = 3e-4, loss = 3e-3, deadTime = 20, lag = 40, start = 66, noise = 0.02, sign = 1 }) {
  const random = seededRandom(5)
  const past: number[] = []
  let [inside, probe] = [start, start]
  return (given: number) => {
    inside += rate * given - sign * loss
    past.push(inside)
    probe += ((past.at(-1 - deadTime) ?? start) - probe) / lag
    return Math.round((probe + noise * random.normal()) / 0.0625) * 0.0625
  }
}

function experiment(
  feel: (given: number) => number,
  { cools = false, power = 100, shares = true, setPoint = 67 } = {},
) {
  let relay = freshRelay(cools ? -1 : 1, power)
  let given = 0
  let most = 0
  for (let second = 0; second < 10 * 3600; second++) {
    const input = { setPoint, processValue: feel(given), achieved: given, seconds: 1, most: 100, shares }
    const step = relayStep(relay, input)
    if (!('relay' in step)) return { ...step, second, most }
    relay = step.relay
    given = step.demand
    most = Math.max(most, Math.abs(given))
  }
  throw new Error('it never ends')
}

test('finds a plant that is known, and never gives more than it may', () => {
  const result = experiment(vessel({}), { power: 60 })
  expect(result.most).toBe(60)
  if (!('found' in result)) throw new Error(result.failed)
  const { deadTime, lag, fullPower, holding, error } = result.found
  expect(Math.abs(deadTime + lag - 60)).toBeLessThan(8)
  expect(fullPower).toBeCloseTo(108, -1)
  expect(holding).toBeCloseTo(10, 0)
  expect(error).toBeLessThan(0.04)
})

describe('what was found', () => {
  const vesselWith = (more: object) => ({
    ...VesselBody.parse({ id: 'tun', name: 'Tun', heater: 'element', ...more }),
    version: 1,
  })
  const heater = (more: object) => {
    const body = { id: 'element', name: 'Element', use: 'heater', board: 'b', driver: { kind: 'pwm', pin: 5 }, ...more }
    return { actuator: { ...ActuatorBody.parse(body), version: 1 } }
  }
  const before = { vessel: vesselWith({}), sensor: undefined, heater: heater({ power: 2000 }), cooler: undefined }

  function found(): Autotuner {
    const [feel, tuner] = [vessel({}), new Autotuner()]
    tuner.start({ at: 0, setPoint: 67, cools: false, power: 100 })
    let given = 0
    while (tuner.runs) {
      const means = { power: 2000, on: given > 0, output: given, shares: true, readyIn: 0, boundFor: 0 }
      const all = { ...means, minimumOn: 0, minimumOff: 0 }
      const now = { setPoint: 67, setPointIn: () => 67, processValue: feel(given), air: null, seconds: 1 }
      given = tuner.decide({ ...now, achieved: given, least: 0, most: 100, heater: all, cooler: null }) ?? 0
    }
    expect(tuner.state?.phase).toBe('found')
    return tuner
  }

  test('stays while its vessel is called something else', () => {
    const tuner = found()
    tuner.reconfigure(before, { ...before, vessel: vesselWith({ name: 'Mash tun' }) })
    expect(tuner.state?.phase).toBe('found')
  })

  test('is of no use once another heater or other power is at work there', () => {
    for (const after of [{ heater: undefined }, { heater: heater({ power: 5500 }) }]) {
      const tuner = found()
      tuner.reconfigure(before, { ...before, ...after })
      expect(tuner.state).toMatchObject({ phase: 'ended', reason: expect.stringMatching(/heats, cools or measures/) })
    }
  })

  test('is not looked for any longer once its sensor was calibrated, but stays when it was found before', () => {
    const probe = { id: 'probe', name: 'Probe', board: 'b', driver: { kind: 'ds18b20', pin: 2 } }
    const sensor = (more: object = {}) => ({ ...SensorBody.parse({ ...probe, ...more }), version: 1 })
    const [raw, calibrated] = [sensor(), sensor({ calibration: [{ measured: 67, actual: 68 }] })]
    const [done, tuner] = [found(), new Autotuner()]
    tuner.start({ at: 0, setPoint: 67, cools: false, power: 100 })
    for (const one of [done, tuner]) one.reconfigure({ ...before, sensor: raw }, { ...before, sensor: calibrated })
    expect(done.state?.phase).toBe('found')
    expect(tuner.state).toMatchObject({ phase: 'ended', reason: 'the settings of its sensor were changed' })
  })

  test('is not looked for any longer once the driver is another one', () => {
    const tuner = new Autotuner()
    tuner.start({ at: 0, setPoint: 67, cools: false, power: 100 })
    tuner.reconfigure(before, { ...before, heater: heater({ power: 2000, driver: { kind: 'relay', pin: 5 } }) })
    expect(tuner.state?.phase).toBe('ended')
  })
})

test('with a cooler everything is the other way round', () => {
  const feel = vessel({ start: 6, sign: -1, loss: 2e-3 })
  const result = experiment(feel, { cools: true, setPoint: 4 })
  if (!('found' in result)) throw new Error(result.failed)
  expect(result.found.fullPower).toBeCloseTo(108, -1)
  expect(result.found.gain).toBeGreaterThan(0)
})

test.each([
  ['never gets there', { rate: 0 }, {}, /did not reach the set point/],
  ['never comes back', { loss: 0, rate: 3e-5 }, {}, /did not get cooler by itself/],
  ['swings too far', { deadTime: 120, rate: 1e-3 }, {}, /much warmer.*less power/],
])('a vessel that %s is left alone, with a reason', (_, plant, how, reason) => {
  const result = experiment(vessel(plant), how)
  expect('failed' in result && result.failed).toMatch(reason)
})

test('a probe that follows nothing is no plant', () => {
  const random = seededRandom(9)
  let second = 0
  const result = experiment(() => {
    second += 1
    return 67 + 3 * Math.sin(second / 300) + random.normal()
  })
  expect('failed' in result && result.failed).toMatch(/does not follow/)
})

test('too little to see fits nothing', () => {
  expect(fitted({ spacing: 1, from: 0, values: [1, 2, 3], given: [0, 1, 2] })).toBeNull()
  const flat = Array.from({ length: 100 }, () => 20)
  expect(fitted({ spacing: 1, from: 20, values: flat, given: flat.map(() => 0) })).toBeNull()
})

test('rules: twice the late plant takes half the gain, and less to hold it a longer integral', () => {
  const plant = { rate: 3e-4, loss: 3e-3, deadTime: 20, lag: 0, error: 0 }
  expect(tuned(plant)).toMatchObject({ gain: 83.3, derivativeTime: 0, ultimatePeriod: 80, holding: 10 })
  expect(tuned({ ...plant, deadTime: 40 }).gain).toBeCloseTo(41.7, 1)
  expect(tuned({ ...plant, loss: 1.5e-3 }).integralTime).toBeGreaterThan(tuned(plant).integralTime)
  expect(tuned({ ...plant, rate: 1e-6 }).gain).toBe(150)
})
