import type { VesselState } from '../../data/model/vessel.ts'
import { cameTrue, type Prospect } from '../../server/control/foresight.ts'

const minute = 60_000
const prospect: Prospect = {
  points: [20, 19, 18].map((processValue, n) => ({ at: n * 5 * minute, processValue, setPoint: 18, output: -100 })),
  reachesAt: 9 * minute,
  next: { setPoint: 15, reachesAt: null },
  sure: true,
  there: false,
  effort: 100,
}
const state = (processValue: number | null, setPoint = 15) =>
  ({ processValue, next: { at: 60 * minute, setPoint } }) as VesselState

test.each([
  ['between two points, where it was to be', 2.5, state(19.55), true],
  ['further off than that', 2.5, state(19.7), false],
  ['not measured', 2.5, state(null), false],
  ['something else comes next', 2.5, state(19.55, 12), false],
  ['nothing comes next', 2.5, { ...state(19.55), next: null }, false],
  ['it has arrived', 9.5, state(18.1), false],
  ['before the first point', -1, state(20), false],
  ['after the last', 11, state(18), false],
] as [string, number, VesselState, boolean][])('%s', (_, minutes, seen, expected) => {
  expect(cameTrue(prospect, minutes * minute, seen)).toBe(expected)
})
