import type { ForecastPoint } from '../../data/model/forecast.ts'
import type { VesselState } from '../../data/model/vessel.ts'
import { explain, type Situation } from '../../server/control/explain.ts'
import type { Prospect } from '../../server/control/foresight.ts'
import { begun } from '../../server/control/schedule.ts'

const now = Date.UTC(2026, 0, 1)
const hour = 3600

const kettle: Situation['vessel'] = { tuning: { kind: 'kettle' }, heater: 'element', cooler: null }
const fermenter: Situation['vessel'] = { tuning: { kind: 'chamber', holds: 'beer' }, heater: 'mat', cooler: 'fridge' }
const actuators: Situation['actuators'] = [
  { id: 'element', name: 'Element', use: 'heater' },
  { id: 'mat', name: 'Mat', use: 'heater' },
  { id: 'fridge', name: 'Fridge', use: 'cooler' },
]

const stateOf = (told: Partial<VesselState>): VesselState => ({
  vessel: 'vessel',
  mode: { kind: 'constant', setPoint: 67 },
  processValue: 50,
  quality: 'good',
  measuredAt: now,
  setPoint: 67,
  demand: 100,
  output: 100,
  activity: 'heating',
  waits: [],
  next: null,
  ...told,
})

/** Points along straight lines through °C at so many hours from now. */
function line(corners: [hours: number, value: number, setPoint?: number][], output = 100): ForecastPoint[] {
  return Array.from({ length: 101 }, (_, n) => {
    const at = (n / 100) * corners.at(-1)![0]
    const right = Math.max(
      1,
      corners.findIndex(([hours]) => hours >= at),
    )
    const [[a, low, set], [b, high, setAfter]] = [corners[right - 1]!, corners[right]!]
    const share = (at - a) / (b - a)
    const setPoint = set === undefined || setAfter === undefined ? 67 : set + share * (setAfter - set)
    return { at: now + at * hour * 1000, processValue: low + share * (high - low), setPoint, output }
  })
}

const prospectOf = (told: Partial<Prospect>): Prospect => ({
  points: line([
    [0, 50],
    [1, 67],
  ]),
  reachesAt: null,
  next: null,
  sure: true,
  there: false,
  effort: 100,
  ...told,
})

const inMinutes = (minutes: number) => now + minutes * 60_000

const cases: [string, Partial<Situation> & { told?: Partial<VesselState> }, string[]][] = [
  ['off', { told: { mode: { kind: 'off' }, setPoint: null, activity: 'off' } }, []],
  [
    'a stale sensor',
    { told: { reason: 'no reading for more than 10 s: outputs off', quality: 'stale', activity: 'fault', output: 0 } },
    ['trouble: No reading for more than 10 s: outputs off.'],
  ],
  [
    'the compressor rests',
    {
      vessel: fermenter,
      told: {
        output: 0,
        setPoint: 18,
        processValue: 19,
        waits: [{ actuator: 'fridge', reason: 'minimum-off', until: now + 192_000 }],
      },
      prospect: prospectOf({ reachesAt: inMinutes(40), effort: 60 }),
    },
    ['wait: Cooling starts in 3 min 12 s: the compressor rests.', 'on-its-way: There in 40 min.'],
  ],
  [
    'the power budget',
    {
      told: { output: 0, waits: [{ actuator: 'element', reason: 'power-budget', until: null }] },
      prospect: prospectOf({ reachesAt: inMinutes(20), effort: 100 }),
    },
    ['wait: Heating waits for power: the budget is used up.', 'on-its-way: There in 20 min.'],
  ],
  [
    'clamped',
    {
      told: { reason: 'asked for 110.0 °C, held at 100.0 °C: its range ends there' },
      prospect: prospectOf({ reachesAt: inMinutes(75), effort: 99 }),
    },
    [
      'range: Asked for 110.0 °C, held at 100.0 °C: its range ends there.',
      'on-its-way: Heats at full power: there in 1 h 15 min.',
    ],
  ],
  [
    'waits for warmth that comes by itself',
    {
      told: { reason: 'its step begins at 67.0 °C, and nothing heats it', output: 0, activity: 'waiting' },
      vessel: { ...kettle, heater: null },
      prospect: prospectOf({ reachesAt: inMinutes(75), effort: 0 }),
    },
    [
      'wait: Its step begins at 67.0 °C, and nothing heats it.',
      'coasting: It rests: by itself it gets to 67.0 °C in 1 h 15 min.',
    ],
  ],
  [
    'at full power, there in some minutes',
    { prospect: prospectOf({ reachesAt: inMinutes(11) }) },
    ['on-its-way: Heats at full power: there in 11 min.'],
  ],
  [
    'limited power',
    {
      told: { mode: { kind: 'constant', setPoint: 67, powerLimit: 60 }, output: 60 },
      prospect: prospectOf({ reachesAt: inMinutes(30), effort: 59 }),
    },
    ['on-its-way: Heats with the 60 % it may give: there in 30 min.'],
  ],
  [
    'loses what it makes',
    {
      prospect: prospectOf({
        points: line([
          [0, 50],
          [3, 60],
          [6, 60.05],
        ]),
      }),
    },
    ['never: At full power it gets no further than 60.0 °C: it loses as much as the heater makes.'],
  ],
  [
    'too slow to tell when',
    {
      prospect: prospectOf({
        points: line([
          [0, 20],
          [6, 50],
        ]),
      }),
    },
    ['late: Not within 6 h: it will be at 50.0 °C then.'],
  ],
  [
    'stored cold does it',
    {
      vessel: fermenter,
      told: { output: 0, demand: 0, setPoint: 18, processValue: 18.4, activity: 'resting' },
      prospect: prospectOf({ reachesAt: inMinutes(40), effort: 0 }),
    },
    ['coasting: It rests: by itself it gets to 18.0 °C in 40 min.'],
  ],
  [
    'nothing cools a kettle',
    {
      told: { setPoint: 20, processValue: 70, output: 0 },
      prospect: prospectOf({
        points: line([
          [0, 70, 20],
          [6, 50, 20],
        ]),
        effort: 0,
      }),
    },
    ['never: It is too warm, and nothing cools it.'],
  ],
  [
    'a ramp that runs away',
    {
      vessel: fermenter,
      told: { setPoint: 20, processValue: 20, output: -100, activity: 'cooling' },
      prospect: prospectOf({
        there: true,
        points: line(
          [
            [0, 20, 20],
            [10, 17, 10],
          ],
          -100,
        ),
      }),
    },
    ['behind: The profile goes faster than it can: 7.0 °C behind in 10 h.'],
  ],
  [
    'all is well',
    {
      told: { processValue: 67, output: 12 },
      prospect: prospectOf({
        there: true,
        points: line([
          [0, 67],
          [1, 67],
        ]),
      }),
    },
    ['holding: It is where it should be.'],
  ],
  ['nothing learned', {}, ['unknown: It has not learned its kettle yet: where it goes cannot be foreseen.']],
  [
    'by hand',
    { told: { mode: { kind: 'manual', output: 40 }, setPoint: null } },
    ['manual: Its output is set by hand: no temperature is held.'],
  ],
  [
    'a start to come',
    {
      told: {
        mode: { kind: 'profile', profile: 'ale', startedAt: inMinutes(90) },
        setPoint: null,
        reason: 'starts at 2026-01-01 01:30 UTC',
        next: { at: inMinutes(90), setPoint: 18 },
      },
    },
    ['wait: It starts in 1 h 30 min.'],
  ],
  [
    'a schedule that is to start',
    {
      told: {
        mode: { kind: 'schedule', schedule: 'mash', run: begun(inMinutes(90)) },
        setPoint: null,
        reason: 'starts at 2026-01-01 01:30 UTC',
      },
    },
    ['wait: It starts in 1 h 30 min.'],
  ],
  [
    'a schedule that is done, or rests in a step',
    {
      told: { mode: { kind: 'schedule', schedule: 'mash', run: begun(now) }, output: 0, setPoint: null },
      prospect: prospectOf({}),
    },
    [],
  ],
  [
    'on its way to the boil',
    {
      told: { mode: { kind: 'boil', power: 60 }, setPoint: null, boil: { phase: 'approach', boilsAt: null } },
      prospect: prospectOf({ reachesAt: inMinutes(25) }),
    },
    ['on-its-way: It boils in 25 min.'],
  ],
]

test.each(cases)('%s', (_, { told = {}, ...situation }, expected) => {
  const reasons = explain({
    state: stateOf(told),
    vessel: kettle,
    actuators,
    prospect: null,
    unit: 'celsius',
    now,
    ...situation,
  })
  expect(reasons.map(({ kind, text }) => `${kind}: ${text}`)).toEqual(expected)
})

test('temperatures are told in the unit of the house', () => {
  const prospect = prospectOf({
    points: line([
      [0, 20],
      [6, 50],
    ]),
  })
  const [reason] = explain({ state: stateOf({}), vessel: kettle, actuators, prospect, unit: 'fahrenheit', now })
  expect(reason?.text).toBe('Not within 6 h: it will be at 122.0 °F then.')
})
