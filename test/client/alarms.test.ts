import { alarmName, conditionWords, placeOf } from '../../client/alarm-words.ts'
import { besidesEmergencyStop, foldAlarm, grouped, known, waiting } from '../../client/alarms.ts'
import { foldRules } from '../../client/rule-book.ts'
import type { Alarm, AlarmState, Priority } from '../../data/model/alarm.ts'
import type { AlarmRule } from '../../data/model/alarm-rule.ts'

const alarm = (id: string, state: AlarmState, priority: Priority = 'medium', at = 1) =>
  ({ id, state, priority, at, source: `vessel ${id}`, vessel: null }) as Alarm

const ids = (alarms: readonly Alarm[]) => alarms.map(({ id }) => id)

test.each<[AlarmState, number]>([
  ['unacknowledged', 1],
  ['acknowledged', 1],
  ['returned', 1],
  ['shelved', 1],
  ['suppressed', 1],
  ['out-of-service', 1],
  ['normal', 0],
])('an alarm that becomes %s is there %d times', (state, times) => {
  const folded = foldAlarm([alarm('a', 'unacknowledged'), alarm('b', 'shelved')], alarm('a', state))
  expect(folded.filter(({ id }) => id === 'a')).toHaveLength(times)
  expect(folded.filter(({ id }) => id === 'b')).toHaveLength(1)
})

test('what lasts comes before what is over, then the graver, then the newer', () => {
  const alarms = [
    alarm('over', 'returned', 'urgent', 9),
    alarm('old', 'unacknowledged', 'high', 1),
    alarm('new', 'unacknowledged', 'high', 2),
    alarm('grave', 'unacknowledged', 'urgent'),
    alarm('seen', 'acknowledged', 'urgent'),
    alarm('away', 'shelved', 'urgent'),
  ]
  expect(ids(waiting(alarms))).toEqual(['grave', 'new', 'old', 'over'])
  expect(ids(known(alarms))).toEqual(['seen'])
  expect(grouped(alarms).map(({ state, alarms }) => [state, ids(alarms)])).toEqual([
    ['unacknowledged', ['grave', 'new', 'old']],
    ['acknowledged', ['seen']],
    ['returned', ['over']],
    ['shelved', ['away']],
  ])
})

test('rules and boards follow what is configured', () => {
  const rule = { id: 'hot', version: 1 } as AlarmRule
  const message = (channel: string, data: object) => ({ channel, sequence: 1, at: 1, data: data as never })
  const empty = { rules: [], boards: [] }
  const added = foldRules(empty, message('configuration.alarm-rules', { event: 'created', id: 'hot', item: rule }))
  expect(added.rules).toEqual([rule])
  expect(foldRules(added, message('configuration.alarm-rules', { event: 'deleted', id: 'hot' })).rules).toEqual([])
  expect(foldRules(added, message('configuration.vessels', { event: 'deleted', id: 'hot' }))).toBe(added)
  const board = { id: 'arduino', version: 1 }
  const wired = foldRules(added, message('configuration.boards', { event: 'created', id: 'arduino', item: board }))
  expect(wired).toEqual({ rules: [rule], boards: [board] })
})

const places = {
  vessels: [{ id: 'kettle', name: 'Kettle' }],
  sensors: [{ id: 'wort', name: 'Kettle probe' }],
  boards: [{ id: 'arduino', name: 'Arduino' }],
}

test.each([
  ['vessel kettle', 'kettle', 'Kettle', '#/vessels/kettle'],
  ['sensor wort', 'kettle', 'Kettle probe, Kettle', '#/vessels/kettle'],
  ['board arduino', null, 'Arduino', null],
  ['script of mine', null, 'script of mine', null],
  ['vessel gone', 'gone', 'vessel gone', null],
])('%s of %s is told as %s', (source, vessel, text, href) =>
  expect(placeOf({ source, vessel }, places)).toEqual({ text, href }),
)

test.each([
  ['rule.hot', 'vessel kettle', 'Too hot'],
  ['rule.gone', 'vessel kettle', 'gone'],
  ['sensor.wort', 'sensor wort', 'No reading: Kettle probe'],
  ['level.kettle', 'vessel kettle', 'No water: Kettle'],
  ['trip.stuck-on.element', 'vessel kettle', 'Does not switch off: Kettle'],
  ['schedule.kettle.0.end', 'vessel kettle', 'Schedule: Kettle'],
  ['emergency-stop', 'brewery', 'Emergency stop'],
  ['smoke', 'script', 'smoke'],
])('alarm %s is called by its rule or by what is built in', (id, source, name) =>
  expect(alarmName({ id, source }, [{ id: 'hot', name: 'Too hot' }], places)).toBe(name),
)

test.each<[AlarmRule['condition'], number, string]>([
  [{ kind: 'high', limit: 60, deadband: 0.5 }, 5, 'above 60.0\u00a0°C for 5\u00a0s'],
  [{ kind: 'low', limit: 4, deadband: 0.5 }, 0, 'below 4.0\u00a0°C'],
  [{ kind: 'deviation', distance: 2, deadband: 0.5 }, 0, 'more than 2.0\u00a0°C from the set point'],
  [{ kind: 'rate', limit: 1, direction: 'falling', window: 60 }, 0, 'falls by more than 1.0\u00a0°C a minute'],
  [{ kind: 'rate', limit: 0.02, direction: 'either', window: 60 }, 0, 'changes by more than 0.02\u00a0°C a minute'],
  [{ kind: 'lost' }, 60, 'nothing comes from it for 1\u00a0min'],
  [{ kind: 'digital', value: 0 }, 0, 'off'],
])('a condition in words: %j', (condition, delay, words) =>
  expect(conditionWords({ condition, delay }, 'celsius')).toBe(words),
)

test('differences in °F have no 32 added', () => {
  const words = conditionWords({ condition: { kind: 'deviation', distance: 2, deadband: 0.5 }, delay: 0 }, 'fahrenheit')
  expect(words).toBe('more than 3.6\u00a0°F from the set point')
})

test('an emergency stop that lasts is told by its own banner only', () => {
  const others = [alarm('a', 'unacknowledged')]
  const stop = (standing: boolean) => ({ ...alarm('emergency-stop', 'unacknowledged', 'urgent'), standing })
  expect(besidesEmergencyStop(others)).toBe(others)
  expect(ids(besidesEmergencyStop([stop(true), ...others]))).toEqual(['a'])
  expect(ids(besidesEmergencyStop([stop(false), ...others]))).toEqual(['emergency-stop', 'a'])
})
