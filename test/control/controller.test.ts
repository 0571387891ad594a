import {
  type ControllerInput,
  type ControllerState,
  control,
  freshController,
  takeOver,
} from '../../server/control/controller.ts'

const rest = { setPointIn: () => Number.NaN, air: null, heater: null, cooler: null } satisfies Partial<ControllerInput>
const both = { ...rest, least: -100, most: 100 }

describe('hysteresis', () => {
  const tuning = { kind: 'hysteresis', deadband: 0.5 } as const

  test.each([
    // set point, process value, demand before → demand
    [20, 19.4, 0, 100],
    [20, 19.6, 0, 0],
    [20, 19.6, 100, 100],
    [20, 20.0, 100, 0],
    [20, 20.4, 0, 0],
    [20, 20.5, 0, -100],
    [20, 20.1, -100, -100],
    [20, 19.9, -100, 0],
  ])('set point %d at %d after %d %% gives %d %%', (setPoint, processValue, before, expected) => {
    const input = { setPoint, processValue, seconds: 1, achieved: before, ...both }
    expect(control(tuning, { ...freshController, bias: before }, input).demand).toBe(expected)
  })

  test('never asks for what the vessel does not have', () => {
    const input = { setPoint: 20, processValue: 25, seconds: 1, achieved: 0, ...rest, least: 0, most: 100 }
    expect(control(tuning, freshController, input).demand).toBe(0)
  })
})

describe('PID', () => {
  const tuning = { kind: 'pid', gain: 10, integralTime: 100, derivativeTime: 0 } as const

  test('first answers in proportion to the error', () => {
    const input = { setPoint: 60, processValue: 57, seconds: 0, achieved: 0, ...both }
    expect(control(tuning, freshController, input).demand).toBe(30)
  })

  test('integrates a lasting error at K·e/Ti', () => {
    let state: ControllerState = freshController
    let achieved = 0
    for (let second = 0; second < 100; second++) {
      const step = control(tuning, state, { setPoint: 60, processValue: 58, seconds: 1, achieved, ...both })
      state = step.state
      achieved = step.demand
    }
    // 20 % from the proportional part, and as much again after one integral time.
    expect(achieved).toBeGreaterThan(38)
    expect(achieved).toBeLessThan(41)
  })

  test('does not wind up while the output is kept from obeying', () => {
    let state: ControllerState = freshController
    for (let second = 0; second < 10_000; second++) {
      state = control(tuning, state, { setPoint: 60, processValue: 20, seconds: 1, achieved: 0, ...both }).state
    }
    expect(state).toMatchObject({ bias: 0 })
    const released = control(tuning, state, { setPoint: 60, processValue: 60, seconds: 1, achieved: 0, ...both })
    expect(released.demand).toBeCloseTo(0)
  })

  test('a new set point gives no kick from the derivative', () => {
    const steep = { ...tuning, derivativeTime: 50 }
    const settled = { kind: 'plain', bias: 20, before: 50, slope: 0 } as const
    const input = { processValue: 50, seconds: 1, achieved: 20, ...both }
    const before = control(steep, settled, { ...input, setPoint: 50 }).demand
    const after = control(steep, settled, { ...input, setPoint: 51 }).demand
    expect(after - before).toBeCloseTo(tuning.gain)
  })

  test('a fast rise takes output away before the set point is reached', () => {
    const steep = { ...tuning, derivativeTime: 50 }
    const rising = { kind: 'plain', bias: 0, before: 49.9, slope: 0.1 } as const
    const input = { setPoint: 52, processValue: 50, seconds: 1, achieved: 0, ...both }
    expect(control(steep, rising, input).demand).toBeLessThan(control(tuning, rising, input).demand)
  })

  test('takes over an output without a bump', () => {
    const state = takeOver(tuning, 42, 60, 58)
    const { demand } = control(tuning, state, { setPoint: 60, processValue: 58, seconds: 1, achieved: 42, ...both })
    expect(demand).toBeGreaterThan(41.5)
    expect(demand).toBeLessThan(42.5)
  })
})
