import { Tuning } from '../../data/model/vessel.ts'
import { courseAt } from '../../server/control/course.ts'
import { Pilot } from '../../server/control/pilot.ts'

const plans = { profile: () => undefined, schedule: () => undefined }
const course = { ...courseAt({ kind: 'constant', setPoint: 24 }, plans, 0), mostHeat: 0 }
const means = { power: 40, on: false, output: 0, shares: true, readyIn: 0, boundFor: 0, minimumOn: 0, minimumOff: 0 }

test.each(['hysteresis', 'pid', 'chamber', 'kettle'] as const)('%s gives no heat where none is allowed', kind => {
  const pilot = new Pilot()
  pilot.turn('temperature')
  for (let second = 0; second < 600; second++) {
    const demand = pilot.decide(Tuning.parse({ kind }), course, {
      setPoint: 24,
      setPointIn: () => 24,
      processValue: 18 + second / 1000,
      air: 18,
      seconds: 1,
      achieved: 0,
      least: -100,
      most: 0,
      heater: means,
      cooler: means,
    })
    expect(demand).toBeLessThanOrEqual(0)
  }
})

test('who decided in its place meanwhile leaves a PID what holds the temperature, and no kick', () => {
  const tuning = Tuning.parse({ kind: 'pid', gain: 100, integralTime: 600, derivativeTime: 30 })
  const input = { setPointIn: () => 67, air: null, seconds: 1, least: 0, most: 100, heater: means, cooler: null }
  const pilot = new Pilot()
  pilot.turn('temperature')
  pilot.decide(tuning, course, { ...input, setPoint: 67, processValue: 60, achieved: 0 })
  pilot.stepAside(11)
  const demand = pilot.decide(tuning, course, { ...input, setPoint: 67, processValue: 67, achieved: 60 })
  expect(demand).toBeCloseTo(11, 5)
})

test.each(['pid', 'kettle', 'chamber'] as const)(
  '%s drives nothing further that is 2 °C beyond its set point',
  kind => {
    const tuning = Tuning.parse({ kind, ...(kind === 'pid' ? { gain: 5, integralTime: 60 } : {}) })
    const held = { ...course, setPoint: 60, mostHeat: 100 }
    const pilot = new Pilot()
    pilot.turn('temperature')
    let value = 50
    const decide = () =>
      pilot.decide(tuning, held, {
        setPoint: 60,
        setPointIn: () => 60,
        processValue: value,
        air: null,
        seconds: 1,
        achieved: 30,
        least: -100,
        most: 100,
        heater: means,
        cooler: means,
      })
    // It gets warmer much more slowly than by what is given, and then by itself.
    for (let second = 0; second < 3600; second++, value += 0.001) decide()
    for (value = 62.1; value < 75; value += 0.01) expect(decide()).toBeLessThanOrEqual(0)
    for (value = 57.9; value > 45; value -= 0.01) expect(decide()).toBeGreaterThanOrEqual(0)
  },
)
