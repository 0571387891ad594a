import { AlarmCommand } from '../../data/model/alarm.ts'
import { IoControllerBody } from '../../data/model/classic.ts'
import { DryRunBody } from '../../data/model/forecast.ts'
import { issuesOf, type Schema } from '../../data/model/schema.ts'

const curve = { name: 'Ale', by: 'elapsed', points: [{ at: 0, temperature: 20, approach: 'step' }] }
const either = 'expected {"profile": …} or {"schedule": …}, and "from" if you like'

test.each<[string, Schema<unknown>, unknown, [string, string][]]>([
  ['neither', DryRunBody, {}, [['', either]]],
  ['a profile beside a schedule', DryRunBody, { profile: curve, schedule: {} }, [['/schedule', 'no such field']]],
  ['no object', DryRunBody, 5, [['', either]]],
  [
    'a profile without points',
    DryRunBody,
    { profile: { ...curve, points: 5 } },
    [['/profile/points', 'expected array']],
  ],
  ['one with a strange field', DryRunBody, { profile: { ...curve, id: 'ale' } }, [['/profile/id', 'no such field']]],
  ['one beside a strange field', DryRunBody, { profile: curve, at: 5 }, [['/at', 'no such field']]],
  ['one from nowhere', DryRunBody, { profile: curve, from: 'cold' }, [['/from', 'expected number']]],
  [
    'a schedule without steps',
    DryRunBody,
    { schedule: { name: 'Mash', steps: 5 } },
    [['/schedule/steps', 'expected array']],
  ],
  ['a shelf without an end', AlarmCommand, { shelve: 'sensor.beer' }, [['/seconds', 'expected number']]],
  ['a name that is none', IoControllerBody, { name: [] }, [['/name', 'expected text']]],
])('%s: the issues say what would be right', (_, schema, value, expected) => {
  const issues = issuesOf(schema.safeParse(value).error!)
  expect(issues.map(({ pointer, message }) => [pointer, message])).toEqual(
    expected.map(([pointer, message]) => [pointer, expect.stringContaining(message)]),
  )
})
