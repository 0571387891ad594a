import { type Draft, draftOf, idFor, kindsOf, ruleOf } from '../../client/rule-draft.ts'
import { AlarmRule } from '../../data/model/alarm-rule.ts'
import type { Sensor } from '../../data/model/sensor.ts'

const common = { id: 'hot', name: 'Hot', source: { kind: 'vessel', id: 'kettle' }, version: 3 }
const rules = [
  { kind: 'high', limit: 66.5, deadband: 1 },
  { kind: 'low', limit: -2, deadband: 0 },
  { kind: 'deviation', distance: 2.5 },
  { kind: 'rate', limit: 0.5, direction: 'falling', window: 120 },
  { kind: 'lost' },
  { kind: 'digital', value: 0 },
].map(condition => AlarmRule.parse({ ...common, condition, delay: 30, offDelay: 5, message: 'Look', priority: 'high' }))

test.each(rules)('a rule for $condition.kind comes out of the form as it went in', rule =>
  expect(ruleOf(draftOf(rule, 'celsius'), [])).toEqual({ rule, issues: [] }),
)

test.each(rules)('a rule for $condition.kind survives °F', rule => {
  const { rule: back, issues } = ruleOf(draftOf(rule, 'fahrenheit'), [])
  expect(issues).toEqual([])
  for (const [key, value] of Object.entries(rule.condition))
    expect((back.condition as unknown as Record<string, unknown>)[key]).toEqual(
      typeof value === 'number' ? expect.closeTo(value, 1) : value,
    )
})

test('an empty form says what is missing, field by field', () => {
  const { issues } = ruleOf(draftOf(null, 'celsius'), [])
  expect(issues.map(({ pointer }) => pointer).sort()).toEqual(['/condition/limit', '/name', '/source'])
})

test.each<[Partial<Draft>, string, string]>([
  [{ limit: '300' }, '/condition/limit', 'Expected a number from −60.0 to 200.0\u00a0°C.'],
  [{ limit: 'hot' }, '/condition/limit', 'Expected a number from −60.0 to 200.0\u00a0°C.'],
  [{ limit: '5', delay: '-1' }, '/delay', 'Expected a number from 0 to 86400\u00a0s.'],
])('%j points at its field', (change, pointer, message) => {
  const draft = { ...draftOf(null, 'celsius'), name: 'Hot', source: 'vessel kettle', ...change }
  expect(ruleOf(draft, []).issues).toEqual([{ pointer, message }])
})

test('the least that is said of a change can be typed, in °F too', () => {
  for (const unit of ['celsius', 'fahrenheit'] as const) {
    const draft: Draft = { ...draftOf(null, unit), name: 'Hot', source: 'vessel kettle', kind: 'rate', rate: '0' }
    const [least] = /\d+\.\d+/.exec(ruleOf(draft, []).issues[0]!.message)!
    expect(Number(least)).toBeGreaterThan(0)
    expect(ruleOf({ ...draft, rate: least }, []).issues).toEqual([])
  }
})

test('a comma is a decimal point', () => {
  const draft = { ...draftOf(null, 'celsius'), name: 'Hot', source: 'vessel kettle', limit: '66,5' }
  expect(ruleOf(draft, []).rule.condition).toMatchObject({ limit: 66.5 })
})

test.each([
  ['Kettle too hot!', [], 'kettle-too-hot'],
  ['Kühler läuft', ['kuhler-lauft'], 'kuhler-lauft-2'],
  ['…', ['rule', 'rule-2'], 'rule-3'],
])('%s becomes an id nobody has', (name, taken, id) => expect(idFor(name, taken)).toBe(id))

test('what can be watched depends on what it is', () => {
  const sensors = [{ id: 'level', driver: { kind: 'digital', pin: 3, pullUp: true, invert: false } }] as Sensor[]
  expect(kindsOf('board arduino', sensors)).toEqual(['lost'])
  expect(kindsOf('sensor level', sensors)).toEqual(['digital', 'lost'])
  expect(kindsOf('sensor wort', sensors)).not.toContain('deviation')
  expect(kindsOf('vessel kettle', sensors)).toContain('deviation')
})
