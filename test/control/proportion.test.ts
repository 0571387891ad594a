import { freshProportion, proportion } from '../../server/control/proportion.ts'

/** Switches for `seconds` at a constant demand; says how long it was on, and the lengths of whole pulses and pauses. */
function run(demand: number, period: number, seconds: number) {
  let state = freshProportion
  let onSeconds = 0
  let length = 0
  const pulses: number[] = []
  const pauses: number[] = []
  for (let second = 0; second < seconds; second++) {
    const next = proportion(state, demand, period, 1, state.on)
    if (next.on !== state.on) {
      ;(state.on ? pulses : pauses).push(length)
      length = 0
    }
    length += 1
    onSeconds += next.on ? 1 : 0
    state = next
  }
  return { onSeconds, pulses: pulses.slice(1), pauses: pauses.slice(1) }
}

test.each([5, 20, 42, 50, 77, 95])('%d % of the time on', demand => {
  const { onSeconds } = run(demand, 100, 20_000)
  expect(onSeconds / 20_000).toBeCloseTo(demand / 100, 2)
})

test('at half power a cycle takes the period', () => {
  const { pulses, pauses } = run(50, 100, 2000)
  expect(new Set(pulses)).toEqual(new Set([50]))
  expect(new Set(pauses)).toEqual(new Set([50]))
})

test.each([1, 10, 90, 99])('at %d % no pulse or pause is shorter than a quarter of the period', demand => {
  const { pulses, pauses } = run(demand, 100, 50_000)
  expect(Math.min(...pulses, ...pauses)).toBeGreaterThanOrEqual(25)
})

test('nothing and everything are obeyed at once', () => {
  expect(proportion({ owed: 50, on: true, behind: false }, 0, 100, 1, true).on).toBe(false)
  expect(proportion(freshProportion, 100, 100, 1, false).on).toBe(true)
})

test('what a minimum time took is paid back, up to one period', () => {
  let state = freshProportion
  for (let second = 0; second < 1000; second++) state = proportion(state, 50, 100, 1, false)
  expect(state).toEqual({ owed: 100, on: true, behind: true })
})
