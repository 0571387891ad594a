import { timeTicks } from '../../client/chart/time-ticks.ts'

const hour = 3_600_000
const minute = 60_000
const at = (text: string) => new Date(text).getTime()
const clock = (time: number) => new Date(time).toTimeString().slice(0, 5)
const date = (time: number) => new Date(time).toDateString().slice(4)

const ticksOf = (from: string, length: number, labels: number) =>
  timeTicks({ from: at(from), to: at(from) + length }, () => labels)

test.each([
  [3, '30 min', ['16:30', '17:00']],
  [4.5, '15 min', ['16:15', '16:30', '16:45', '17:00']],
  [9, '10 min', ['16:10', '16:20', '16:30', '16:40', '16:50', '17:00']],
  [
    13,
    '5 min',
    ['16:05', '16:10', '16:15', '16:20', '16:25', '16:30', '16:35', '16:40', '16:45', '16:50', '16:55', '17:00'],
  ],
])('an hour with room for %p labels is divided by %s', (labels, _, times) => {
  const { ticks, division } = ticksOf('2026-07-01T16:03:20', hour, labels)
  expect(ticks.map(clock)).toEqual(times)
  expect(division).toBe('minute')
})

test('of any span at any width the ticks are round, and no more than fit', () => {
  for (let length = minute; length < 20 * 365 * 24 * hour; length *= 1.37)
    for (const labels of [2.5, 4, 7, 16]) {
      const { ticks, division } = ticksOf('2026-02-03T04:05:06', length, labels)
      expect(ticks.length).toBeGreaterThan(0)
      expect(ticks.length).toBeLessThanOrEqual(labels + 1)
      if (division === 'second') continue
      expect(ticks.every(tick => new Date(tick).getSeconds() === 0)).toBe(true)
      if (division !== 'minute') expect(ticks.map(clock)).toEqual(ticks.map(() => '00:00'))
      else if (length > 20 * minute && labels < 8)
        expect(ticks.every(tick => new Date(tick).getMinutes() % 5 === 0)).toBe(true)
    }
})

test('days, months and years begin where the calendar says', () => {
  expect(ticksOf('2026-03-25T12:00:00', 7 * 24 * hour, 8).ticks.map(date)).toEqual([
    'Mar 26 2026',
    'Mar 27 2026',
    'Mar 28 2026',
    'Mar 29 2026',
    'Mar 30 2026',
    'Mar 31 2026',
    'Apr 01 2026',
  ])
  expect(ticksOf('2026-01-15T12:00:00', 90 * 24 * hour, 4).ticks.map(date)).toEqual([
    'Feb 01 2026',
    'Mar 01 2026',
    'Apr 01 2026',
  ])
  expect(ticksOf('2024-06-15T12:00:00', 3 * 365 * 24 * hour, 4)).toMatchObject({
    division: 'year',
    ticks: { length: 3 },
  })
})
