import { AlarmRule } from '../model/alarm-rule.ts'
import type { Kind } from './collection.ts'

/** How alarm rules are kept. */
export const alarmRules: Kind<AlarmRule> = {
  noun: 'alarm rule',
  table: 'alarm_rules',
  schema: AlarmRule,
  row: ({ name, source, condition, delay, offDelay, priority, message }) => ({
    name,
    vessel: null,
    sensor: null,
    board: null,
    [source.kind]: source.id,
    condition: JSON.stringify(condition),
    delay,
    off_delay: offDelay,
    priority,
    message,
  }),
  values: row => ({
    name: row.name,
    source: (['vessel', 'sensor', 'board'] as const)
      .map(kind => ({ kind, id: row[kind] }))
      .find(({ id }) => id !== null),
    condition: JSON.parse(String(row.condition)),
    delay: row.delay,
    offDelay: row.off_delay,
    priority: row.priority,
    message: row.message,
  }),
  names: [
    { noun: 'vessel', table: 'vessels', column: 'vessel' },
    { noun: 'sensor', table: 'sensors', column: 'sensor' },
    { noun: 'board', table: 'boards', column: 'board' },
  ],
  namedBy: [],
}
