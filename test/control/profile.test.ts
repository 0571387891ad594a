import { ProfileBody } from '../../data/model/profile.ts'
import { positionAt } from '../../server/control/profile.ts'

const start = 1_000_000_000

const elapsed = {
  ...ProfileBody.parse({
    id: 'ale',
    name: 'Ale',
    by: 'elapsed',
    points: [
      { at: 0, temperature: 18 },
      { at: 100, temperature: 20, approach: 'ramp' },
      { at: 200, temperature: 4 },
    ],
  }),
  version: 1,
}

test.each([
  [0, 18, { at: start + 100_000, setPoint: 20 }],
  [50, 19, { at: start + 100_000, setPoint: 20 }],
  [100, 20, { at: start + 200_000, setPoint: 4 }],
  [199.999, 20, { at: start + 200_000, setPoint: 4 }],
  [200, 4, null],
  [1e6, 4, null],
])('by elapsed time: after %d s', (seconds, setPoint, next) => {
  const position = positionAt(elapsed, start, start + seconds * 1000)
  expect(position.setPoint).toBeCloseTo(setPoint)
  expect(position.next).toEqual(next)
})

test('by date: the start does not matter, and before the first point its temperature holds', () => {
  const points = [
    { at: start + 5000, temperature: 65, approach: 'step' as const },
    { at: start + 9000, temperature: 78, approach: 'step' as const },
  ]
  const profile = { id: 'mash', name: 'Mash', by: 'date' as const, points, events: [], version: 1 }
  expect(positionAt(profile, 0, start)).toEqual({ setPoint: 65, next: { at: start + 9000, setPoint: 78 } })
  expect(positionAt(profile, 0, start + 9000)).toEqual({ setPoint: 78, next: null })
})

test('points out of order are refused', () => {
  const points = [
    { at: 10, temperature: 65 },
    { at: 10, temperature: 70 },
  ]
  const result = ProfileBody.safeParse({ id: 'mash', name: 'Mash', points })
  expect(result.error?.issues[0]?.path).toEqual(['points'])
})
