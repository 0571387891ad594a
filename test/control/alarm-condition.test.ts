import { type Condition, delayed, isAbove, type Sample, slid, slope } from '../../server/control/alarm-condition.ts'
import { fc } from '../random.ts'

const off: Condition = { on: false, since: null }

/** When a condition turns, in seconds, for what is seen each second: `1` it is so, `0` not, `?` nobody can tell. */
function turns(seen: string, delays: { delay: number; offDelay: number }): number[] {
  const found: number[] = []
  let condition = off
  for (const [second, what] of [...seen].entries()) {
    const before = condition.on
    condition = delayed(condition, what === '?' ? null : what === '1', delays, second * 1000)
    if (condition.on !== before) found.push(second)
  }
  return found
}

test.each([
  ['at once without delays', '0110', 0, 0, [1, 3]],
  ['after its delay', '0111111', 3, 0, [4]],
  ['not when it was interrupted', '0110110110', 3, 0, []],
  ['goes after its delay', '1000000', 0, 3, [0, 4]],
  ['an interruption on the way out starts anew', '10010001', 0, 3, [0]],
  ['not knowing starts the delay anew', '011?1111', 3, 0, [7]],
  ['not knowing leaves it as it is', '1????', 0, 2, [0]],
  ['chatter faster than its delays never turns it', '01010101010101', 2, 2, []],
  ['chatter once it is on never turns it off', '11101010101010', 2, 2, [2]],
])('%s', (_, seen, delay, offDelay, expected) => {
  expect(turns(seen, { delay, offDelay })).toEqual(expected)
})

test.each([
  [25.0, false, false],
  [25.1, false, true],
  [24.9, true, true],
  [24.51, true, true],
  [24.5, true, false],
])('%d °C at a limit of 25 with a deadband of 0.5, before %s → %s', (value, before, expected) => {
  expect(isAbove(value, 25, 0.5, before)).toBe(expected)
})

test('a value that swings around its limit within the deadband raises once, whatever it does', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 24.51, max: 25.4, noNaN: true }), { minLength: 1 }), values => {
      let condition = off
      let raised = 0
      for (const [second, value] of values.entries()) {
        const before = condition.on
        condition = delayed(condition, isAbove(value, 25, 0.5, before), { delay: 0, offDelay: 0 }, second * 1000)
        if (condition.on && !before) raised += 1
      }
      expect(raised).toBeLessThanOrEqual(1)
    }),
  )
})

test('however it swings, it does not come and go again faster than both delays', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 30 }), seen => {
      const turned = turns(seen.map(is => (is ? '1' : '0')).join(''), { delay: 3, offDelay: 4 })
      for (const [n, second] of turned.entries()) {
        if (n > 0) expect(second - turned[n - 1]!).toBeGreaterThanOrEqual(n % 2 ? 4 : 3)
      }
    }),
  )
})

function rising(perMinute: number, seconds: number, noise = 0): readonly Sample[] {
  let samples: readonly Sample[] = []
  for (let second = 0; second <= seconds; second++) {
    const value = 20 + (perMinute * second) / 60 + (second % 2 ? noise : -noise)
    samples = slid(samples, { uptime: second * 1000, value }, 60)
  }
  return samples
}

test.each([2, -3.5, 0])('a slope of %d °C a minute is measured, through noise too', rate => {
  expect(slope(rising(rate, 300), 60)).toBeCloseTo(rate, 6)
  expect(Math.abs(slope(rising(rate, 300, 0.2), 60)! - rate)).toBeLessThan(0.1)
})

test('there is no slope before the window is full, and a window holds a bounded number of samples', () => {
  expect(slope([], 60)).toBeNull()
  expect(slope(rising(1, 47), 60)).toBeNull()
  expect(slope(rising(1, 48), 60)).not.toBeNull()
  let samples: readonly Sample[] = []
  for (let ms = 0; ms < 200_000; ms += 10) samples = slid(samples, { uptime: ms, value: 1 }, 60)
  expect(samples.length).toBeLessThanOrEqual(62)
  expect(slope(samples, 60)).toBeCloseTo(0)
})

test('after a long silence the window fills anew', () => {
  expect(slope(slid(rising(1, 100), { uptime: 500_000, value: 99 }, 60), 60)).toBeNull()
})
