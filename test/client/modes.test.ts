import {
  canBoil,
  constant,
  doneWords,
  firstSetPoint,
  heatsMore,
  isSame,
  isStill,
  limited,
  manualBounds,
  manualWords,
  stepFrom,
} from '../../client/modes.ts'
import { match } from '../../client/route.ts'
import type { Mode } from '../../data/model/vessel.ts'

test.each([
  [18, 0.5, 1, 18.5],
  [18, 0.5, -1, 17.5],
  [18.2, 0.5, 1, 18.5],
  [18.2, 0.5, -1, 18],
  [0.3, 0.1, 1, 0.4],
  [-5, 5, 1, 0],
  [64.4, 1, -1, 64],
] as const)('from %d by %d', (value, step, direction, next) =>
  expect(stepFrom(value, step, direction)).toBeCloseTo(next, 9),
)

test('holding begins with the set point there was, else with what is measured, within the range', () => {
  const vessel = { range: { minimum: 0, maximum: 30 } }
  expect(firstSetPoint(vessel, { setPoint: 18, processValue: 21 })).toBe(18)
  expect(firstSetPoint(vessel, { setPoint: null, processValue: 21.3 })).toBe(21.5)
  expect(firstSetPoint(vessel, { setPoint: null, processValue: 54 })).toBe(30)
  expect(firstSetPoint(vessel, { setPoint: null, processValue: null })).toBe(20)
})

test('by hand a vessel goes as far as it has a heater and a cooler', () => {
  expect(manualBounds({ heater: 'a', cooler: null })).toEqual({ minimum: 0, maximum: 100 })
  expect(manualBounds({ heater: null, cooler: 'b' })).toEqual({ minimum: -100, maximum: 0 })
})

test('only what heats more than before is confirmed', () => {
  expect(heatsMore({ kind: 'off' }, 5)).toBe(true)
  expect(heatsMore({ kind: 'manual', output: 40 }, 60)).toBe(true)
  expect(heatsMore({ kind: 'manual', output: 60 }, 40)).toBe(false)
  expect(heatsMore({ kind: 'off' }, -40)).toBe(false)
})

test('a limit of power is given, and taken away by 100 %', () => {
  const held = { kind: 'constant', setPoint: 60 } as const
  expect(limited(held, 40)).toEqual({ ...held, powerLimit: 40 })
  expect(limited({ ...held, powerLimit: 40 }, 100)).toEqual(held)
  expect([isSame(held, held), isSame(held, { ...held, powerLimit: 40 }), isSame({ kind: 'off' }, undefined)]).toEqual([
    true,
    false,
    false,
  ])
})

test('another set point leaves a limit of power as it was', () => {
  expect(constant({ kind: 'constant', setPoint: 60, powerLimit: 40 }, 65)).toEqual({
    kind: 'constant',
    setPoint: 65,
    powerLimit: 40,
  })
  expect(constant({ kind: 'off' }, 65)).toEqual({ kind: 'constant', setPoint: 65 })
})

const modes = [
  { kind: 'off' },
  { kind: 'manual', output: 40 },
  { kind: 'manual', output: 0 },
  { kind: 'constant', setPoint: 60 },
  { kind: 'constant', setPoint: 60, powerLimit: 50 },
  { kind: 'boil', power: 70 },
  { kind: 'boil', power: 60 },
  { kind: 'profile', profile: 'ale' },
  { kind: 'profile', profile: 'lager' },
  { kind: 'schedule', schedule: 'mash' },
  { kind: 'schedule', schedule: 'boil' },
] satisfies Mode[]

test('what was set is known again, and nothing else is taken for it', () => {
  for (const [n, set] of modes.entries())
    expect(modes.map(mode => isStill(mode, set))).toEqual(modes.map((_, other) => other === n))
  expect(
    isStill({ kind: 'profile', profile: 'ale', startedAt: 5, pausedAt: 9 }, { kind: 'profile', profile: 'ale' }),
  ).toBe(true)
})

test.each([
  [{ heater: 'element', kind: 'kettle', range: { minimum: 0, maximum: 100 } }, true],
  [{ heater: null, kind: 'kettle', range: { minimum: 0, maximum: 100 } }, false],
  [{ heater: 'element', kind: 'kettle', range: { minimum: 0, maximum: 80 } }, false],
  [{ heater: 'mat', kind: 'fermenter', range: { minimum: 0, maximum: 100 } }, false],
] as const)('a boil is offered by %j: %s', (vessel, offered) => expect(canBoil(vessel)).toBe(offered))

test('what is done has words', () => {
  const words = (text: string) => text.replaceAll('\u00a0', ' ')
  expect(words(manualWords(40))).toBe('Heat at 40 %')
  expect(words(manualWords(-40))).toBe('Cool at 40 %')
  expect(words(manualWords(0))).toBe('Rest at 0 %')
  expect(words(doneWords({ kind: 'constant', setPoint: 18.5 }, [], 'celsius'))).toBe('set point 18.5 °C')
  expect(doneWords({ kind: 'profile', profile: 'ale' }, [{ id: 'ale', name: 'Ale' }], 'celsius')).toBe(
    'follows profile “Ale”',
  )
  expect(words(doneWords({ kind: 'boil', power: 70 }, [], 'celsius'))).toBe('boils at 70 %')
  expect(doneWords({ kind: 'off' }, [], 'celsius')).toBe('switched off')
  expect(words(doneWords({ kind: 'manual', output: -30 }, [], 'celsius'))).toBe('cools at 30 %, by hand')
})

test.each([
  ['', '', {}],
  ['', '#/', {}],
  ['vessels/:vessel', '#/vessels/kettle', { vessel: 'kettle' }],
  ['vessels/:vessel', '#/vessels/k%20t', { vessel: 'k t' }],
  ['vessels/:vessel', '#/vessels/%', { vessel: '%' }],
  ['vessels/:vessel', '#/vessels', null],
  ['alarms', '#/logs', null],
  ['alarms', '#/alarms?since=3', {}],
])('the route %j of %j', (pattern, hash, parameters) => expect(match(pattern, hash)).toEqual(parameters))
